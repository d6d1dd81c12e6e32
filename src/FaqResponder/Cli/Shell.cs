using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Hosting;
using FaqResponder.Past;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

using Spectre.Console;

namespace FaqResponder.Cli;

/// <summary>What every command has at hand: the settings, the language, the screen.</summary>
internal sealed class Shell
{
    private const int WidthOfAFile = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConfigurationSources _sources;
    private readonly SettingsResult _settings;

    private Shell(ConfigurationSources sources)
    {
        _sources = sources;
        _settings = SettingsReader.Read(sources);
    }

    // Opened when something is shown: the service never does, and needn't keep what draws tables in memory.
    public IAnsiConsole Screen => field ??= OpenScreen();

    public TextWriter Errors { get; } = Console.Error;

    public Language Language => _settings.Language;

    public SettingsResult Settings => _settings;

    public ConfigurationSources Sources => _sources;

    /// <summary>Reads the settings with what the command line adds to them. The two options are looked at before parsing, since help needs the language.</summary>
    public static Shell Open(string[] args) => new(ConfigurationSources.Build(Values(args, "--settings"), Values(args, "--set")));

    public static Option<string[]> SettingsOption(Shell shell) => new("--settings")
    {
        Description = shell.Say("Fichier de réglages à lire", "Settings file to read"),
        Recursive = true,
        HelpName = "FILE",
    };

    public static Option<string[]> SetOption(Shell shell) => new("--set")
    {
        Description = shell.Say("Remplace un réglage : CLÉ=VALEUR", "Overrides a setting: KEY=VALUE"),
        Recursive = true,
        HelpName = "KEY=VALUE",
    };

    public static Option<bool> JsonOption(Shell shell) => new("--json") { Description = shell.Say("Sortie JSON, pour un programme", "JSON output, for a program") };

    public string Say(string french, string english) => new Phrase(french, english).In(Language);

    public string Say(Phrase phrase) => phrase.In(Language);

    public void Problem(Phrase words) => Errors.WriteLine(words.In(Language));

    public void Line(string text) => Screen.WriteLine(Visible(text));

    /// <summary>Work that takes long, with a bar on the terminal while it lasts; nothing is drawn into a file or a pipe.</summary>
    /// <param name="steps">How many steps it has.</param>
    /// <param name="work">The work; it calls what it is given after each step.</param>
    public T WithProgress<T>(Phrase what, int steps, Func<Action, T> work)
    {
        if (Console.IsErrorRedirected) return work(() => { });
        // Beside the output, which may go into a file all the same.
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return screen.Progress().AutoClear(true).Start(context =>
        {
            var bar = context.AddTask(Markup.Escape(Say(what)), maxValue: Math.Max(1, steps));
            return work(() => bar.Increment(1));
        });
    }

    /// <summary>The same for work in several steps that tells itself how far it is.</summary>
    public async Task<T> WithProgressAsync<T>(Func<IProgress<PastProgress>, Task<T>> work)
    {
        if (Console.IsErrorRedirected) return await work(new Progress<PastProgress>());
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await screen.Progress().AutoClear(true).StartAsync(context => work(new StepBars(context, step => Markup.Escape(Say(StepBars.Words(step))))));
    }

    /// <summary>A text for a table's cell: no markup of ours and no control sequence of a mail's is taken for what it isn't.</summary>
    public static string Cell(string text) => Markup.Escape(Visible(text));

    // A mail may hold sequences that rename the window or clear the screen.
    private static string Visible(string text) => string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c));

    public static void WriteJson(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>The parts of the service, with complete settings.</summary>
    public ServiceProvider Parts() => Parts(_settings.Require());

    /// <summary>The parts for a command that reads and writes the ledger only: it works although the passwords are for the service's eyes alone.</summary>
    public ServiceProvider LocalParts()
    {
        if (_settings.Settings is { } complete) return Parts(complete);
        var configuration = new ConfigurationBuilder().AddConfiguration(_sources.Configuration).AddInMemoryCollection(
            new Dictionary<string, string?> { ["Mailbox:Imap:Password"] = "-", ["Mailbox:Imap:PasswordFile"] = "", ["Smtp:Password"] = "-", ["Smtp:PasswordFile"] = "", ["Mailbox:OAuth:ClientSecret"] = "-", ["Mailbox:OAuth:ClientSecretFile"] = "" }).Build();
        return Parts(SettingsReader.Read(_sources with { Configuration = configuration }).Settings ?? _settings.Require());
    }

    public static string Percent(double? confidence) => confidence is { } known ? Reason.Probability(known) : "";

    public static string When(DateTimeOffset at) => $"{at.ToLocalTime():yyyy-MM-dd HH:mm}";

    private static IAnsiConsole OpenScreen()
    {
        var screen = AnsiConsole.Console;
        // What goes into a file or a pipe isn't cut to the width of a screen that isn't there.
        if (Console.IsOutputRedirected) screen.Profile.Width = WidthOfAFile;
        return screen;
    }

    private static ServiceProvider Parts(FaqSettings settings)
    {
        var services = new ServiceCollection().AddLogging();
        ServiceHost.AddParts(services, settings);
        var provider = services.BuildServiceProvider();
        provider.GetRequiredService<Database>().Migrate();
        return provider;
    }

    private static string[] Values(string[] args, string option) =>
        [.. args.Zip(args.Skip(1)).Where(pair => pair.First == option).Select(pair => pair.Second),
            .. args.Where(a => a.StartsWith(option + "=", StringComparison.Ordinal)).Select(a => a[(option.Length + 1)..])];
}
