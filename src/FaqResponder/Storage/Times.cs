namespace FaqResponder.Storage;

/// <summary>Times as they stand in the database: milliseconds since 1970, so that every SQL database can compare them.</summary>
internal static class Times
{
    public static long Stored(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static DateTimeOffset Read(long stored) => DateTimeOffset.FromUnixTimeMilliseconds(stored);

    public static DateTimeOffset? Read(long? stored) => stored is { } value ? Read(value) : null;
}
