namespace Classifier.Training.Evaluation;

/// <summary>
/// Something whose mere presence nearly decides a class. Often that is right; a name of a machine or a person that
/// decides is a shortcut which fails with the next machine or person.
/// </summary>
/// <param name="Kind"><c>attribute</c> with key and value, <c>host</c> or <c>word</c> of the text.</param>
/// <param name="Evidence">The thing; digits as <c>#</c> where it stands for several of one series.</param>
/// <param name="Label">The class.</param>
/// <param name="Rows">Fitted rows that have it.</param>
/// <param name="Share">Share of them that is of the class.</param>
/// <param name="NewRows">Kept-back rows that have it.</param>
/// <param name="NewRight">How many of them are of the class.</param>
/// <param name="NewAnswered">How many of them were answered with the class.</param>
internal sealed record LoneDecider(string Kind, string Evidence, string Label, int Rows, double Share, int NewRows, int NewRight, int NewAnswered);
