using System.Text.RegularExpressions;

namespace Classifier.Redaction;

/// <summary>One rule that an operator added.</summary>
/// <param name="Pattern">Never backtracks; a group <c>lead</c> at its beginning stays.</param>
/// <param name="Word">Stands for what was found, e.g. <c>&lt;employee&gt;</c>.</param>
internal sealed record RedactionRule(Regex Pattern, string Word);
