namespace FaqResponder.Support;

/// <summary>A mailbox on the tests' server; its address is also its user name.</summary>
public sealed record MailAccount(string Address, string Password);
