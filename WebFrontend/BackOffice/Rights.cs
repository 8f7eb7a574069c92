using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;

namespace Avanii.Web.BackOffice;

/// <summary>What somebody who works for the shop may do.</summary>
/// <param name="Role">Staff or owner; shopper: nothing.</param>
/// <param name="Areas">Names from <see cref="StaffAreas"/>, in that order; an owner needs none.</param>
public sealed record Rights(string Role, IReadOnlyList<string> Areas)
{
    public static Rights None { get; } = new(Roles.Shopper, []);

    public static Rights Owner { get; } = new(Roles.Owner, []);

    /// <returns>Null when there is no such role or area, or no area at all for staff.</returns>
    public static Rights? Of(string? role, IReadOnlyCollection<string>? areas) => (role, areas) switch
    {
        (Roles.Owner, null or { Count: 0 }) => Owner,
        (Roles.Staff, { Count: > 0 }) when !areas.Except(StaffAreas.All).Any() => new(Roles.Staff, [.. StaffAreas.All.Intersect(areas)]),
        _ => null,
    };

    /// <summary>Who has these could give themselves all others: only an owner gives or takes them.</summary>
    public bool TakeAnOwner => Role == Roles.Owner || Areas.Contains(StaffAreas.Settings);

    /// <returns>True for owners, and for staff of the settings where it does not take an owner.</returns>
    public bool MayGive(Rights rights) => Role == Roles.Owner || (Role == Roles.Staff && Areas.Contains(StaffAreas.Settings) && !rights.TakeAnOwner);

    /// <summary>For the log of changes.</summary>
    public override string ToString() => Role == Roles.Staff ? string.Join(", ", Areas) : Role == Roles.Owner ? Roles.Owner : "nothing";
}
