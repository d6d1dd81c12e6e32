namespace FaqResponder.Benchmarks;

/// <summary>The folder of the solution, found from the working folder upwards.</summary>
internal static class Root
{
    public static string Path { get; } = Find(Environment.CurrentDirectory);

    public static string Corpora => System.IO.Path.Combine(Path, "tests", "Corpora");

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "FaqResponder.sln")) ? folder
        : Directory.GetParent(folder) is { } above ? Find(above.FullName)
        : throw new InvalidOperationException("Run it from a folder of the solution.");
}
