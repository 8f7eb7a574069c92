namespace Avanii.Web.Accounts;

/// <summary>Where the pages are that letters and redirects lead to.</summary>
public static class AccountPaths
{
    public const string Home = "/account";
    public const string Register = "/account/register";
    public const string FinishRegistration = "/account/register/finish";
    public const string SignIn = "/account/sign-in";
    public const string SignInCode = "/account/sign-in/code";
    public const string SignOut = "/account/sign-out";
    public const string ForgotPassword = "/account/forgot";
    public const string ResetPassword = "/account/reset";
    public const string Undo = "/account/undo";
}
