using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Web.Accounts.Migrations
{
    /// <inheritdoc />
    public partial class DataOfTheCatalogue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "awaits_catalog",
                schema: "identity",
                table: "data_exports",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_catalog",
                schema: "identity",
                table: "data_exports",
                type: "bytea",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "awaits_catalog",
                schema: "identity",
                table: "data_exports");

            migrationBuilder.DropColumn(
                name: "sealed_catalog",
                schema: "identity",
                table: "data_exports");
        }
    }
}
