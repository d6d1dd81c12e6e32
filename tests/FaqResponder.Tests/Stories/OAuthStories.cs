using FaqResponder.Core.Ledger;
using FaqResponder.Support;

namespace FaqResponder.Stories;

public sealed class OAuthStories : IAsyncDisposable
{
    private readonly MailServer _server;
    private readonly MailAccount _author;
    private readonly MailAccount _asker;
    private readonly TokenClient _client;
    private readonly Service _service;

    public OAuthStories(MailServer server)
    {
        _server = server;
        _author = server.NewAccount();
        _asker = server.NewAccount("lea", "client.test");
        _client = server.Tokens.NewClient(_author);
        _service = new Service(server, _author).With(_client);
        _service.Tokens().Write(_client.SignIn());
    }

    [Fact]
    public async Task Without_a_password_a_mail_is_read_and_answered()
    {
        await _service.StartAsync();

        await AskAsync("Assurance");

        await _service.BecomesAsync("Assurance", MailState.Answered);
        (await _server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem().InReplyTo.ShouldNotBeNull();
        _client.Refreshes.ShouldBe(0);
        NothingSecretIsTold(_service.JournalText);
    }

    [Fact]
    public async Task An_access_that_ends_while_the_service_runs_is_renewed_before_it_is_refused()
    {
        await _service.StartAsync();
        await _service.RestsAsync();

        _client.ForgetAccess();
        _service.Tokens().LetExpire();
        await AskAsync("Assurance");

        await _service.BecomesAsync("Assurance", MailState.Answered);
        _client.Refreshes.ShouldBe(1);
        _client.Refused.ShouldBe(0);
    }

    [Fact]
    public async Task An_access_that_the_provider_ends_early_is_renewed_at_the_refusal()
    {
        await _service.StartAsync();
        await _service.RestsAsync();

        _client.ForgetAccess();
        await AskAsync("Assurance");

        await _service.BecomesAsync("Assurance", MailState.Answered);
        _client.Refreshes.ShouldBe(1);
        _service.JournalText.ShouldNotContain("Error");
    }

    [Fact]
    public async Task A_permission_that_was_withdrawn_is_told_once_and_the_mail_waits_for_the_next_sign_in()
    {
        _client.Revoke();
        await AskAsync("Assurance");
        await _service.StartAsync();
        await Eventually.TrueAsync(() => _service.JournalText.Contains("faqresponder login", StringComparison.Ordinal), () => _service.JournalText);

        _service.Tokens().Write(_client.SignIn());

        await _service.BecomesAsync("Assurance", MailState.Answered);
        (await _server.WaitForAsync(_asker, "INBOX", 1)).Count.ShouldBe(1);
        _service.JournalText.Split("faqresponder login").Length.ShouldBe(2, _service.JournalText);
        NothingSecretIsTold(_service.JournalText);
    }

    [Fact]
    public async Task A_permission_withdrawn_while_a_reply_waits_to_go_out_keeps_it_waiting()
    {
        await _service.StartAsync();
        await _service.RestsAsync();

        _client.Revoke();
        await AskAsync("Assurance");

        await Eventually.TrueAsync(() => _service.JournalText.Contains("envoi des réponses : l'autorisation de lire la boîte a été retirée", StringComparison.Ordinal), () => _service.JournalText);
        (await _service.BecomesAsync("Assurance", MailState.Answering)).ShouldNotBeNull();
        _client.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_waited_for()
    {
        _service.Tokens().LetExpire();
        _client.IsAway = true;
        await AskAsync("Assurance");
        await _service.StartAsync();
        await Eventually.TrueAsync(() => _service.JournalText.Contains("ne donne pas de jeton en ce moment (HTTP 503)", StringComparison.Ordinal), () => _service.JournalText);

        _client.IsAway = false;

        await _service.BecomesAsync("Assurance", MailState.Answered);
    }

    [Fact]
    public async Task Killed_right_after_the_refresh_token_changed_it_goes_on_with_the_new_one()
    {
        _service.Tokens().LetExpire();
        await AskAsync("Assurance");
        using (var process = Support.Program.Start(_service.OAuthEnvironment(), "run"))
        {
            // The first that anybody hears of the new token is the mail server's question.
            _client.Asked = process.Kill;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            _client.Asked = null;
        }

        _client.Refreshes.ShouldBe(1);
        _service.Tokens().LetExpire();
        await _service.StartAsync();

        await _service.BecomesAsync("Assurance", MailState.Answered);
        _client.Refreshes.ShouldBe(2);
        _client.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task An_account_that_is_not_the_mailbox_is_refused_in_words_after_one_try_with_a_new_token()
    {
        var other = _server.Tokens.NewClient(_server.NewAccount());
        _service.With(other).Tokens().Write(other.SignIn());
        await _service.StartAsync();

        await Eventually.TrueAsync(() => _service.JournalText.Contains("bien qu'il soit tout neuf", StringComparison.Ordinal), () => _service.JournalText);

        other.Refreshes.ShouldBe(1);
        NothingSecretIsTold(_service.JournalText);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private Task AskAsync(string subject) => _server.DeliverAsync(_author, Mails.From(_asker, _author, subject, Posts.InsuranceQuestion));

    private void NothingSecretIsTold(string text)
    {
        foreach (var secret in _client.Secrets) text.ShouldNotContain(secret);
    }
}
