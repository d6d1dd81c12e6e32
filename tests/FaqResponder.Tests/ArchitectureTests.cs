using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;

using FaqResponder.Core;
using FaqResponder.Hosting;

using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace FaqResponder;

/// <summary>Who may know whom: the walls that the compiler doesn't guard. Each rule was seen red once.</summary>
public sealed class ArchitectureTests
{
    private static readonly Architecture House = new ArchLoader().LoadAssemblies(typeof(Phrase).Assembly, typeof(ServiceHost).Assembly).Build();

    [Fact]
    public void The_rules_know_nothing_but_pure_text_libraries()
    {
        var known = typeof(Phrase).Assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => !n.StartsWith("System.", StringComparison.Ordinal));

        known.ShouldBeSubsetOf(["Lucene.Net", "Lucene.Net.Analysis.Common", "J2N", "AngleSharp"]);
    }

    [Fact]
    public void Only_the_mailbox_knows_mailkit() => Check(Product("(?!Mailbox)"), "^(MailKit|MimeKit)");

    [Fact]
    public void Only_the_storage_knows_dapper() => Check(Product("(?!Storage)"), "^Dapper");

    [Fact]
    public void The_mailbox_does_not_know_the_storage() => Check(Product("Mailbox"), @"^FaqResponder\.Storage");

    [Fact]
    public void The_storage_does_not_know_the_mailbox() => Check(Product("Storage"), @"^FaqResponder\.Mailbox");

    [Fact]
    public void The_feeds_know_neither() => Check(Product("Feeds"), @"^FaqResponder\.(Mailbox|Storage|Worker|Cli)");

    [Fact]
    public void Signing_in_knows_neither() => Check(Product("OAuth"), @"^FaqResponder\.(Mailbox|Storage|Worker|Cli)");

    [Fact]
    public void Only_the_review_page_knows_the_web_server() => Check(Product("(?!ReviewPage|Cli|Hosting)"), @"^(Microsoft\.AspNetCore|FaqResponder\.ReviewPage)");

    [Fact]
    public void The_review_page_does_not_know_the_mailbox() => Check(Product("ReviewPage"), @"^FaqResponder\.Mailbox");

    [Fact]
    public void Nothing_below_knows_the_command_line() => Check(Product("(?!Cli)"), @"^FaqResponder\.Cli");

    private static string Product(string room) => $@"^FaqResponder\.{room}";

    private static void Check(string rooms, string forbidden)
    {
        IArchRule rule = Types().That().ResideInNamespaceMatching(rooms).And().DoNotResideInNamespaceMatching(forbidden)
            .Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching(forbidden));
        rule.Check(House);
    }
}
