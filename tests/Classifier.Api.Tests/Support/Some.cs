namespace Classifier.Api.Tests.Support;

/// <summary>What does not matter to a test.</summary>
internal static class Some
{
    /// <summary>Noon UTC in the first week of the rotations.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Two places, four teams, three of them of one parent; turns change on Mondays at 08:00 local time.</summary>
    public const string DirectoryYaml = """
        triage: { team: desk, channel: triage }
        security: { team: secops, channel: security-triage, issue_types: [leaked-credential] }
        locations:
          - { key: oslo, name: Oslo, time_zone: Europe/Oslo, aliases: [osl1, eu-north-1] }
          - { key: lagos, name: Lagos, time_zone: Africa/Lagos, aliases: [los1] }
        issue_types:
          - { key: certificate-expiry, name: Certificate expiry }
          - { key: leaked-credential, name: Leaked credential }
          - { key: disk-full, name: Disk full }
        teams:
          - { key: platform, name: Platform, rotations: [ { location: oslo, people: [pia], starts: 2026-01-05T08:00, shift: 7d } ] }
          - key: edge
            name: Edge delivery
            parent: platform
            mode: auto
            formerly: [cdn]
            rotations:
              - { location: oslo, people: [ola, kari], starts: 2026-01-05T08:00, shift: 7d }
              - { location: lagos, people: [amara, chidi], starts: 2026-01-05T08:00, shift: 7d }
          - key: shop
            name: Shop platform
            parent: platform
            mode: auto
            rotations: [ { location: oslo, people: [rafael], starts: 2026-01-05T08:00, shift: 7d } ]
          - { key: careful, name: Careful team, parent: platform, mode: suggest }
          - key: secops
            name: Security response
            mode: auto
            rotations: [ { location: oslo, people: [farah], starts: 2026-01-05T08:00, shift: 7d } ]
          - key: desk
            name: Service desk
            mode: auto
            rotations: [ { location: oslo, people: [ingrid], starts: 2026-01-05T08:00, shift: 7d } ]
        people:
          - { id: ola, name: Ola Nordmann, team: edge, time_zone: Europe/Oslo }
          - { id: kari, name: Kari Nordmann, team: edge, time_zone: Europe/Oslo }
          - { id: amara, name: Amara Okafor, team: edge, time_zone: Africa/Lagos }
          - { id: chidi, name: Chidi Obi, team: edge, time_zone: Africa/Lagos }
          - { id: rafael, name: Rafael Sousa, team: shop, time_zone: Europe/Lisbon }
          - { id: farah, name: Farah Haddad, team: secops, time_zone: Europe/Oslo }
          - { id: tariq, name: Tariq Hassan, team: secops, time_zone: Europe/Oslo }
          - { id: ingrid, name: Ingrid Solheim, team: desk, time_zone: Europe/Oslo }
          - { id: pia, name: Pia Lund, team: platform, time_zone: Europe/Oslo, handles: { mail: pia@example.eu } }
          - { id: dnsperson, name: Dana Nash, time_zone: Europe/Oslo }
        services:
          - { key: shop-web, name: Shop, owner: shop, location: oslo }
          - { key: edge-proxy, name: Edge proxy, owner: edge }
        playbooks:
          - key: certificate-expiry
            name: Renew the certificate
            issue_types: [certificate-expiry]
            invite: [ { person: dnsperson, role: DNS } ]
            steps: [Read notAfter, Renew and deploy]
        """;
}
