namespace FaqResponder.Past;

/// <summary>What is being done with the past.</summary>
internal enum PastStep
{
    ListingReceived,
    ListingSent,
    Learning,
    Comparing,
    Replaying,
}

/// <summary>How far it is.</summary>
internal readonly record struct PastProgress(PastStep Step, int Done, int All);
