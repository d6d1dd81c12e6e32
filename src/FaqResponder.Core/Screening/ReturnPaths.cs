using System.Text.RegularExpressions;

namespace FaqResponder.Core.Screening;

/// <summary>Return paths that were rewritten on the way.</summary>
public static partial class ReturnPaths
{
    /// <summary>
    /// The address behind a rewritten return path: a forwarder's (Sender Rewriting Scheme, <c>SRS0=hash=time=domain=local@forwarder</c>), a tagged one
    /// (Bounce Address Tag Validation, <c>prvs=tag=local@domain</c>); any other as it is.
    /// </summary>
    public static string Original(string path)
    {
        if (Srs().Match(path) is { Success: true } srs) return $"{srs.Groups["local"].Value}@{srs.Groups["domain"].Value}";
        return Prvs().Match(path) is { Success: true } prvs ? prvs.Groups["address"].Value : path;
    }

    [GeneratedRegex(@"^srs(0[=+-]|1[=+-][^=]+=[^=]+==)[^=]+=[^=]+=(?<domain>[^=@]+)=(?<local>[^@]+)@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Srs();

    [GeneratedRegex(@"^prvs=[0-9a-f]+=(?<address>[^@]+@.+)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Prvs();
}
