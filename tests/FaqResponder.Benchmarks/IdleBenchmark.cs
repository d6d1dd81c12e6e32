using FaqResponder.Support;

namespace FaqResponder.Benchmarks;

/// <summary>What the published service takes when it has nothing to do, with many posts and with four; and how soon the program answers a person.</summary>
internal static class IdleBenchmark
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(12);

    public static async Task<int> RunAsync(int posts, int runs)
    {
        var published = await Published.BuildAsync();
        await using var server = new MailServer();
        await server.InitializeAsync();
        var few = await RestAsync(published, server, null);
        var many = await RestAsync(published, server, posts);
        Console.WriteLine($"at rest: 4 posts {few}; {posts} posts {many}");

        List<double> help = [], demo = [];
        using var folder = new TempFolder();
        var first = await published.TimeAsync("demo", "--once", "--folder", folder["demo"]);
        for (var run = 0; run < runs; run++)
        {
            help.Add(await published.TimeAsync("--help"));
            demo.Add(await published.TimeAsync("demo", "--once", "--folder", folder["demo"]));
        }

        Figures.Print(new
        {
            benchmark = "idle",
            posts,
            programMegabytes = Figures.Rounded(published.Bytes / 1e6, 1),
            residentMegabytes = many.Resident,
            anonymousMegabytes = many.Anonymous,
            residentMegabytesWithFourPosts = few.Resident,
            anonymousMegabytesWithFourPosts = few.Anonymous,
            ratio = Figures.Rounded(many.Resident / few.Resident, 2),
            peakMegabytes = many.Peak,
            helpSeconds = Figures.Rounded(Figures.Median(help)),
            demoSeconds = Figures.Rounded(Figures.Median(demo)),
            demoFirstSeconds = Figures.Rounded(first),
        });
        return 0;
    }

    private static async Task<Footprint> RestAsync(Published published, MailServer server, int? posts)
    {
        await using var service = new Service(server, server.NewAccount());
        if (posts is { } count)
        {
            var folder = Path.Combine(service.DataFolder, "many");
            SyntheticPosts.Write(folder, SyntheticPosts.Deal(count));
            service.Settings = service.Settings with { Posts = new() { Folder = folder } };
        }

        service.Database.Migrate();
        using var process = published.Serve(service);
        await Waiting.ForFirstLookAsync(service);
        await Task.Delay(Settling);
        var footprint = Footprint.Of(process);
        await Published.StopAsync(process);
        return footprint;
    }
}
