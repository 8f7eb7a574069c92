using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Orders.Data.Migrations
{
    /// <inheritdoc />
    public partial class ClaimsAndErasure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid[]>(
                name: "merged_carts",
                schema: "ordering",
                table: "orders",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateTable(
                name: "deleted_subjects",
                schema: "ordering",
                columns: table => new
                {
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deleted_subjects", x => x.subject);
                });

            migrationBuilder.CreateIndex(
                name: "ix_orders_merged_carts",
                schema: "ordering",
                table: "orders",
                column: "merged_carts",
                filter: "merged_carts <> '{}'")
                .Annotation("Npgsql:IndexMethod", "gin");

            // Guests' orders by address, whatever the case of its letters.
            migrationBuilder.Sql("""
                CREATE INDEX ix_orders_claimable ON ordering.orders (lower(contact_email COLLATE "C")) WHERE subject LIKE 'guest:%'
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX ordering.ix_orders_claimable");

            migrationBuilder.DropTable(
                name: "deleted_subjects",
                schema: "ordering");

            migrationBuilder.DropIndex(
                name: "ix_orders_merged_carts",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "merged_carts",
                schema: "ordering",
                table: "orders");
        }
    }
}
