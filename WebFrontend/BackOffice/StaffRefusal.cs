namespace Avanii.Web.BackOffice;

/// <summary>Why rights were not given, changed or taken.</summary>
/// <param name="Status">HTTP's.</param>
/// <param name="Type">Stable name, for programs.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Detail">What to do about it.</param>
public sealed record StaffRefusal(int Status, string Type, string Title, string Detail)
{
    public static StaffRefusal NotThere { get; } = new(StatusCodes.Status404NotFound, "unknown-member", "Nobody of that kind works here.",
        "It may have been ended in another tab, or by somebody else.");

    public static StaffRefusal InvitationNotThere { get; } = new(StatusCodes.Status404NotFound, "unknown-invitation", "There is no such invitation.",
        "It was accepted or taken back.");

    public static StaffRefusal OwnRights { get; } = new(StatusCodes.Status403Forbidden, "own-rights", "Nobody changes their own rights.",
        "Somebody else who may do it has to.");

    public static StaffRefusal OwnSessions { get; } = new(StatusCodes.Status403Forbidden, "own-sessions", "Your own sessions are not ended here.",
        "Sign out on the page of your account.");

    public static StaffRefusal TakesAnOwner { get; } = new(StatusCodes.Status403Forbidden, "takes-an-owner", "That takes an owner.",
        "Only an owner makes, ends or signs out owners and people of the area settings.");

    public static StaffRefusal LastOwner { get; } = new(StatusCodes.Status409Conflict, "last-owner", "That is the shop's last owner.",
        "Make somebody else an owner first.");

    public static StaffRefusal WorksHere { get; } = new(StatusCodes.Status409Conflict, "works-here", "They work here already.",
        "Change what they may do instead.");

    public static StaffRefusal Changed { get; } = new(StatusCodes.Status412PreconditionFailed, "changed-meanwhile", "It was changed meanwhile.",
        "Look at it again, and decide anew.");
}
