using System.Diagnostics;

namespace FaqResponder.Benchmarks;

/// <summary>The memory of a process in megabytes: all that is resident, the part of it that is no file's, and the most there ever was.</summary>
internal sealed record Footprint(double Resident, double Anonymous, double Peak)
{
    public static Footprint Of(Process process) =>
        new(Published.Megabytes(process, "VmRSS"), Published.Megabytes(process, "RssAnon"), Published.Megabytes(process, "VmHWM"));

    public override string ToString() => $"{Resident} MB, of which {Anonymous} MB its own, {Peak} MB at most";
}
