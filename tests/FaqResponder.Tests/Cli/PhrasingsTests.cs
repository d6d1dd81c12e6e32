using System.Text.Json;

using FaqResponder.Support;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Cli;

public sealed class PhrasingsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _settings;

    public PhrasingsTests()
    {
        Posts.Write(_folder["posts"]);
        _settings = Support.Program.Local(_folder);
    }

    [Fact]
    public async Task A_post_tells_each_of_its_phrasings_and_where_it_comes_from()
    {
        (await RunAsync("posts", "sync")).ExitCode.ShouldBe(0);
        var mail = new FilledLedger(_folder.Path).Answered(Some.Mail("RC pro", "Bonjour,\n\nPuis-je me passer de RC pro ?"), "assurance");

        var added = await RunAsync("posts", "phrasings", "assurance", "--add", "L'assurance, c'est obligé ?");

        added.ExitCode.ShouldBe(0, added.Errors);
        added.Output.ShouldContain("Ajoutée : « L'assurance, c'est obligé ? »");
        var listed = await ListAsync("assurance");
        listed.Select(l => (l.GetProperty("number").GetInt32(), l.GetProperty("origin").GetString(), l.GetProperty("text").GetString())).ShouldBe(
        [
            (1, "file", "L'assurance professionnelle est-elle obligatoire pour une secrétaire indépendante ?"),
            (2, "yours", "L'assurance, c'est obligé ?"),
            (3, "learned", "Puis-je me passer de RC pro ?"),
        ]);
        listed[2].GetProperty("mail").GetProperty("id").GetInt64().ShouldBe(mail);
        added.Output.ShouldContain($"apprise du message n° {mail}");
        (await RunAsync("posts", "list")).Output.ShouldContain("2 + 1 apprises");
        var shown = await RunAsync("posts", "show", "assurance");
        shown.Output.ShouldContain("Formulations : 2 + 1 apprises");
        shown.Output.ShouldContain("– L'assurance, c'est obligé ?");
        (await AskAsync("c'est obligé ?")).ShouldBe("assurance");
    }

    [Fact]
    public async Task Several_are_added_from_standard_input_one_a_line()
    {
        await RunAsync("posts", "sync");

        var added = await Support.Program.RunTypingAsync("Quand fermer ?\n\n  quand   FERMER ?\nQui me remplace ?\n", _settings, "posts", "phrasings", "vacances", "--add", "-");

        added.ExitCode.ShouldBe(0, added.Errors);
        added.Output.ShouldContain("Déjà là");
        (await ListAsync("vacances")).Skip(1).Select(l => l.GetProperty("text").GetString()).ShouldBe(["Quand fermer ?", "Qui me remplace ?"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("long")]
    public async Task A_phrasing_that_is_none_is_refused_and_nothing_changes(string text)
    {
        await RunAsync("posts", "sync");

        var refused = await RunAsync("posts", "phrasings", "vacances", "--add", "Quand fermer ?", "--add", text == "long" ? new string('x', 301) : text);

        refused.ExitCode.ShouldBe(2);
        refused.Errors.ShouldContain(text == "long" ? "301 caractères, 300 au plus" : "vide");
        (await ListAsync("vacances")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Removing_hides_what_the_file_holds_and_forgets_what_a_mail_taught()
    {
        await RunAsync("posts", "sync");
        var ledger = new FilledLedger(_folder.Path);
        ledger.Answered(Some.Mail("RC pro", "Puis-je me passer de RC pro ?"), "assurance", "diplome");
        await RunAsync("posts", "phrasings", "assurance", "--add", "C'est obligé ?");

        var removed = await RunAsync("posts", "phrasings", "assurance", "--remove", "1", "--remove", "c'est OBLIGE ?", "--remove", "3");

        removed.ExitCode.ShouldBe(0, removed.Errors);
        removed.Output.ShouldContain("le fichier n'est pas modifié");
        removed.Output.ShouldContain("fichier, masquée par vous");
        removed.Output.ShouldContain("Retirée : « C'est obligé ? »");
        removed.Output.ShouldContain("Oublié pour ce billet");
        (await ListAsync("assurance")).ShouldHaveSingleItem().GetProperty("hidden").GetBoolean().ShouldBeTrue();
        ledger.Lessons.Since(0).Mails.ShouldHaveSingleItem().Posts.ShouldBe(["diplome"]);
        (await RunAsync("posts", "show", "assurance")).Output.ShouldContain("Formulations : 0");
    }

    [Fact]
    public async Task A_phrasing_that_another_post_has_is_taken_with_a_remark()
    {
        await RunAsync("posts", "sync");

        var added = await RunAsync("posts", "phrasings", "assurance", "--add", "comment prendre des vacances quand on est seule ?");

        added.ExitCode.ShouldBe(0, added.Errors);
        added.Output.ShouldContain("« Fermé pour cause de parasol » (vacances) l'a aussi");
        (await RunAsync("posts", "phrasings", "assurance", "--add", "Rien de tel ?")).Output.ShouldNotContain("l'a aussi");
    }

    [Fact]
    public async Task An_unknown_post_or_phrasing_is_wrong_input()
    {
        await RunAsync("posts", "sync");

        var post = await RunAsync("posts", "phrasings", "nada");
        var phrasing = await RunAsync("posts", "phrasings", "vacances", "--remove", "7");

        (post.ExitCode, phrasing.ExitCode).ShouldBe((2, 2));
        post.Errors.ShouldContain("« nada »");
        phrasing.Errors.ShouldContain("« 7 »");
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private Task<Printed> RunAsync(params string[] arguments) => Support.Program.RunAsync(_settings, arguments);

    private async Task<List<JsonElement>> ListAsync(string post)
    {
        var listed = await RunAsync("posts", "phrasings", post, "--json");
        listed.ExitCode.ShouldBe(0, listed.Errors);
        return [.. JsonDocument.Parse(listed.Output).RootElement.EnumerateArray()];
    }

    private async Task<string?> AskAsync(string question) => JsonDocument.Parse((await RunAsync("ask", question, "--json")).Output).RootElement[0].GetProperty("post").GetString();
}
