namespace Classifier.Text;

/// <summary>What a part of a text is that changes from one occurrence of a problem to the next.</summary>
internal enum Placeholder
{
    /// <summary>Nothing volatile: an ordinary word.</summary>
    None,

    /// <summary>A number, also with sign, separators, per cent or a short unit: <c>12</c>, <c>-3.5</c>, <c>97%</c>, <c>300ms</c>.</summary>
    Number,

    /// <summary>Hexadecimal digits: <c>0x7f</c>, <c>deadbeef01</c>.</summary>
    Hex,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>A network address, with or without a port.</summary>
    Address,

    /// <summary>A date, a time of day or both.</summary>
    Time,

    /// <summary>A path of a file or a route.</summary>
    Path,

    /// <summary>A URL.</summary>
    Url,

    /// <summary>A name that ends in or holds a number: <c>web-01</c>, <c>INC0012345</c>.</summary>
    Numbered,
}
