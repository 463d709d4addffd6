namespace Classifier.Training.Samples;

/// <summary>A service as the tickets know it; <c>data/directory.yaml</c> says the same and more.</summary>
/// <param name="Key">As in the directory.</param>
/// <param name="Owner">Key of the owning team.</param>
/// <param name="Stem">The middle of its hosts' names.</param>
/// <param name="Domain">Public or internal name.</param>
/// <param name="SpokenNames">What people call it.</param>
internal sealed record SampleService(string Key, string Owner, string Stem, string Domain, params string[] SpokenNames);

/// <summary>A place.</summary>
/// <param name="Key">As in the directory.</param>
/// <param name="Region">The cloud's name for it.</param>
/// <param name="Sites">Its data centres.</param>
/// <param name="UtcOffset">Hours, in winter.</param>
/// <param name="SpokenNames">What people call it.</param>
internal sealed record SamplePlace(string Key, string Region, string[] Sites, int UtcOffset, params string[] SpokenNames);

/// <summary>The fictional company that the sample history comes from: Larkmoor, an online marketplace.</summary>
internal static class Company
{
    public const string RenamedTeam = "edge-delivery";

    public const string RenamedTeamBefore = "cdn-ops";

    public static readonly IReadOnlyList<SampleService> Services =
    [
        new("shop-web", "storefront-web", "web", "www.larkmoor.example", "shop", "the shop", "webshop", "shop frontend", "storefront"),
        new("product-search", "storefront-web", "srch", "search.larkmoor.example", "search", "product search", "the search box"),
        new("checkout-api", "storefront-web", "chk", "checkout.larkmoor.example", "checkout", "checkout-api", "the basket/checkout", "cart"),
        new("payment-gateway", "payments", "pay", "pay.larkmoor.example", "payment gateway", "pay-gw", "payments", "card processing"),
        new("refund-worker", "payments", "rfd", "refunds.int.larkmoor.example", "refunds", "refund-worker", "the refund job"),
        new("ad-server", "ad-platform", "ads", "ads.larkmoor.example", "ad server", "adserver", "ads", "the ad stack"),
        new("ad-assets", "ad-platform", "adimg", "creatives.larkmoor.example", "ad assets", "creatives", "banner store", "ad-assets"),
        new("campaign-manager", "ad-platform", "camp", "campaigns.larkmoor.example", "campaign manager", "campaign tool", "CM"),
        new("cdn-edge", "edge-delivery", "edge", "static.larkmoor.example", "edge", "edge delivery", "the delivery tier", "static assets"),
        new("image-resizer", "edge-delivery", "img", "img.larkmoor.example", "image resizer", "imgproxy", "product images"),
        new("lb-public", "traffic-dns", "lb", "lb.larkmoor.example", "load balancer", "the LB", "public LB", "haproxy"),
        new("dns-auth", "traffic-dns", "ns", "ns1.larkmoor.example", "dns", "name servers", "the zone"),
        new("orders-db", "data-platform", "odb", "orders-db.int.larkmoor.example", "orders db", "orders-db", "order database", "main postgres"),
        new("kafka-bus", "data-platform", "kfk", "kafka.int.larkmoor.example", "kafka", "event bus", "the bus"),
        new("reporting-dwh", "data-platform", "dwh", "dwh.int.larkmoor.example", "dwh", "reporting", "data warehouse"),
        new("k8s-prod", "hosting", "kube", "k8s.int.larkmoor.example", "k8s", "the cluster", "kubernetes"),
        new("vm-fleet", "hosting", "vm", "vm.int.larkmoor.example", "vm fleet", "the VMs", "vmware hosts"),
        new("backup", "hosting", "bkp", "backup.int.larkmoor.example", "backup", "nightly backup"),
        new("order-flow", "fulfilment", "ord", "orderflow.int.larkmoor.example", "order flow", "order-flow", "order import"),
        new("warehouse-wms", "fulfilment", "wms", "wms.int.larkmoor.example", "WMS", "warehouse system", "wms"),
        new("shipping-labels", "fulfilment", "lbl", "labels.int.larkmoor.example", "shipping labels", "label printing", "labels"),
        new("waf", "perimeter", "waf", "waf.larkmoor.example", "WAF", "web application firewall", "waf"),
        new("fw-core", "perimeter", "fw", "fw.int.larkmoor.example", "firewall", "core fw", "the firewalls"),
        new("vpn", "perimeter", "vpn", "vpn.larkmoor.example", "VPN", "vpn", "remote access"),
        new("customer-login", "identity", "login", "login.larkmoor.example", "customer login", "sign-in", "login"),
        new("staff-sso", "identity", "sso", "sso.larkmoor.example", "SSO", "staff sso", "single sign on"),
        new("workplace-mail", "service-desk", "mail", "mail.larkmoor.example", "mail", "outlook", "e-mail"),
        new("staff-laptops", "service-desk", "nb", "workplace.larkmoor.example", "laptop", "notebook", "my machine"),
    ];

    /// <summary>What a service cannot do without; the directory says the same.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Dependencies = new Dictionary<string, string[]>
    {
        ["shop-web"] = ["product-search", "checkout-api", "cdn-edge"],
        ["checkout-api"] = ["payment-gateway", "orders-db", "customer-login"],
        ["product-search"] = ["k8s-prod"],
        ["refund-worker"] = ["payment-gateway", "orders-db"],
        ["ad-server"] = ["ad-assets"],
        ["ad-assets"] = ["cdn-edge"],
        ["campaign-manager"] = ["ad-server"],
        ["cdn-edge"] = ["dns-auth"],
        ["image-resizer"] = ["cdn-edge"],
        ["lb-public"] = ["dns-auth"],
        ["reporting-dwh"] = ["kafka-bus"],
        ["order-flow"] = ["kafka-bus", "orders-db"],
        ["warehouse-wms"] = ["order-flow"],
        ["shipping-labels"] = ["warehouse-wms"],
        ["workplace-mail"] = ["staff-sso"],
        ["vpn"] = ["staff-sso"],
    };

    public static readonly IReadOnlyList<SamplePlace> Places =
    [
        new("frankfurt", "eu-central-1", ["fra1", "fra2"], 1, "Frankfurt", "FRA", "fra", "eu-central"),
        new("dublin", "eu-west-1", ["dub1", "dub3"], 0, "Dublin", "DUB", "eu-west", "IE"),
        new("ashburn", "us-east-1", ["iad1", "iad4"], -5, "Ashburn", "US east", "iad", "Virginia"),
        new("singapore", "ap-southeast-1", ["sin1", "sin2"], 8, "Singapore", "SIN", "apac", "SG"),
        new("sao-paulo", "sa-east-1", ["gru1"], -3, "Sao Paulo", "São Paulo", "gru", "BR"),
    ];

    /// <summary>Who works in each team, by the ids of the directory.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> People = new Dictionary<string, string[]>
    {
        ["edge-delivery"] = ["amara.okafor", "jan.vos", "mei.tanaka"],
        ["traffic-dns"] = ["rafael.cardoso", "siobhan.kelly", "arjun.menon"],
        ["data-platform"] = ["katarzyna.nowak", "david.osei", "linh.pham"],
        ["hosting"] = ["emre.yildiz", "claire.dubois", "wei.chen"],
        ["storefront-web"] = ["noor.haddad", "lukas.brandt", "priya.raman"],
        ["payments"] = ["fatima.benali", "oskar.lindqvist", "joao.ferreira"],
        ["ad-platform"] = ["zoe.papadaki", "kenji.mori", "hannah.schulz"],
        ["fulfilment"] = ["mateusz.krol", "aisha.bello", "carlos.vega"],
        ["security-response"] = ["yusuf.demir", "elena.petrova", "marcus.greene"],
        ["perimeter"] = ["sven.hagen", "thandi.nkosi", "ravi.pillai"],
        ["identity"] = ["ilse.maes", "omar.farouk", "hyejin.park"],
        ["service-desk"] = ["anna.keller", "tiago.rocha", "nadia.rahman"],
    };

    /// <summary>Types of issue with their share in per cent; the books of phrases have the same names.</summary>
    public static readonly IReadOnlyList<(string Key, double Share)> IssueTypes =
    [
        ("deploy-regression", 13), ("database-saturation", 10), ("disk-full", 9), ("queue-backlog", 10), ("certificate-expiry", 8),
        ("ad-asset-cache", 7), ("security-device", 8), ("third-party-script", 7), ("dns-change", 6.5), ("payment-declines", 7.5),
        ("service-request", 9), ("leaked-credential", 2.4), ("account-compromise", 2.7), ("malware", 1.9), ("passkey-sign-in", 7),
    ];

    /// <summary>The types that mean a suspected compromise.</summary>
    public static readonly IReadOnlyList<string> SecurityTypes = ["leaked-credential", "account-compromise", "malware"];

    /// <summary>The type that nobody knew before passkeys were launched.</summary>
    public const string LateType = "passkey-sign-in";

    /// <summary>What customers and staff work with, and where they see what is wrong somewhere behind it.</summary>
    public static readonly IReadOnlyList<string> FrontServices =
        ["shop-web", "checkout-api", "product-search", "customer-login", "order-flow", "campaign-manager", "warehouse-wms", "reporting-dwh"];

    /// <summary>The service as it was called on that day: with its team the delivery network got a new name on hosts and in talk.</summary>
    public static SampleService Service(string key, DateTimeOffset day)
    {
        var service = Services.First(s => s.Key == key);
        return key == "cdn-edge" && day < SampleCalendar.TeamRenamed
            ? service with { Stem = "cdn", SpokenNames = ["cdn", "the CDN", "static assets", "cdn origin"] }
            : service;
    }

    /// <summary>The team's key on that day.</summary>
    public static string TeamKey(string team, DateTimeOffset day) =>
        team == RenamedTeam && day < SampleCalendar.TeamRenamed ? RenamedTeamBefore : team;
}
