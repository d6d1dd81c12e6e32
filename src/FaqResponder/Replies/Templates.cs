using System.Collections.Concurrent;
using System.Reflection;

using DotLiquid;
using DotLiquid.Exceptions;

using FaqResponder.Core;

namespace FaqResponder.Replies;

/// <summary>A template that can't be used.</summary>
/// <param name="file">The file, as the author finds it.</param>
/// <param name="wrong">What the template engine says.</param>
internal sealed class TemplateException(string file, string wrong) : Exception($"{file}: {wrong}")
{
    public string File { get; } = file;

    public string Wrong { get; } = wrong;
}

/// <summary>
/// The wording of our mails, as Liquid templates: from the author's folder where the file is there, else from the program itself.
/// Parsed once; a file that is changed takes effect at the next start.
/// </summary>
internal sealed class Templates(string folder)
{
    private const string EmbeddedPrefix = "templates/";
    private readonly ConcurrentDictionary<string, Template> _parsed = new();

    /// <summary>All templates there are, such as <c>fr/draft.html</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(EmbeddedPrefix, StringComparison.Ordinal)).Select(n => n[EmbeddedPrefix.Length..].Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static string NameOf(Language language, string mail, string format) => $"{language.Code()}/{mail}.{format}";

    /// <summary>Renders a template; an error in it stops the mail instead of going out with it.</summary>
    public string Render(string name, IDictionary<string, object> values)
    {
        var template = _parsed.GetOrAdd(name, Parse);
        try
        {
            var parameters = new RenderParameters(System.Globalization.CultureInfo.InvariantCulture)
            {
                LocalVariables = Hash.FromDictionary(values),
                ErrorsOutputMode = ErrorsOutputMode.Rethrow,
            };
            return template.Render(parameters).ReplaceLineEndings("\n").Trim() + "\n";
        }
        catch (Exception fault) when (fault is LiquidException or System.ArgumentException or InvalidOperationException)
        {
            throw new TemplateException(FileOf(name), fault.Message);
        }
    }

    private Template Parse(string name)
    {
        try
        {
            var template = Template.Parse(Source(name));
            template.MakeThreadSafe();
            return template;
        }
        catch (LiquidException fault)
        {
            throw new TemplateException(FileOf(name), fault.Message);
        }
    }

    private string Source(string name)
    {
        var own = FileOf(name);
        if (File.Exists(own)) return File.ReadAllText(own);
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(EmbeddedPrefix + name) ?? throw new TemplateException(own, "?"));
        return reader.ReadToEnd();
    }

    private string FileOf(string name) => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));
}
