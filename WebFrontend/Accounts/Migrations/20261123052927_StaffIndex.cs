using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Web.Accounts.Migrations
{
    /// <inheritdoc />
    public partial class StaffIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_accounts_role_id",
                schema: "identity",
                table: "accounts",
                columns: new[] { "role", "id" },
                filter: "role <> 'shopper'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_accounts_role_id",
                schema: "identity",
                table: "accounts");
        }
    }
}
