using System.Xml.Linq;

namespace Classifier.Api.Chat.Xmpp.Protocol;

/// <summary>A form that a server sends to be filled in (XEP-0004).</summary>
/// <param name="fields">First value of each field, by name; empty where it has none.</param>
internal sealed class XmppForm(IReadOnlyDictionary<string, string> fields)
{
    private const string Type = "FORM_TYPE";

    /// <summary>A field's value; empty where the form lacks it.</summary>
    public string this[string field] => fields.GetValueOrDefault(field, "");

    /// <summary>Whether the form has a field.</summary>
    public bool Has(string field) => fields.ContainsKey(field);

    /// <summary>Whether a field says yes.</summary>
    public bool Is(string field) => this[field] is "1" or "true";

    /// <summary>Reads the form inside of an element; one without fields when there is none.</summary>
    public static XmppForm Read(XElement? parent) => new((parent?.Element(XmppNames.Form + "x")?.Elements(XmppNames.Form + "field") ?? [])
        .Where(f => f.Text("var") is not null).DistinctBy(f => f.Text("var")).ToDictionary(f => f.Text("var")!, f => f.Element(XmppNames.Form + "value")?.Value ?? "", StringComparer.Ordinal));

    /// <summary>A form filled in.</summary>
    public static XElement Submit(string type, IEnumerable<(string Field, string Value)> values) => new(XmppNames.Form + "x", new XAttribute("type", "submit"),
        values.Prepend((Type, type)).Select(v => new XElement(XmppNames.Form + "field", new XAttribute("var", v.Item1), new XElement(XmppNames.Form + "value", v.Item2))));
}
