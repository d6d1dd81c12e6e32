namespace FaqResponder.Core.Matching;

/// <summary>A word as it is compared, and as it was written.</summary>
/// <param name="Stem">The analysed form: "immatricul".</param>
/// <param name="Surface">The word in the text: "immatriculée".</param>
public readonly record struct Term(string Stem, string Surface);
