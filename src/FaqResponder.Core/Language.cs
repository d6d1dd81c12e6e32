namespace FaqResponder.Core;

/// <summary>A language in which the product reads mail and speaks to people.</summary>
public enum Language
{
    /// <summary>French, the author's own.</summary>
    French,

    /// <summary>English.</summary>
    English,
}

/// <summary>The two-letter codes (ISO 639-1) under which languages stand in files and settings.</summary>
public static class LanguageCodes
{
    /// <summary>"fr" or "en".</summary>
    public static string Code(this Language language) => language switch
    {
        Language.French => "fr",
        Language.English => "en",
    };

    /// <summary>Reads "fr", "fr-FR", "EN_gb"…; <see langword="null"/> for any other language.</summary>
    public static Language? Parse(string? code) => code?.Trim().Split('-', '_')[0].ToLowerInvariant() switch
    {
        "fr" => Language.French,
        "en" => Language.English,
        _ => null,
    };
}
