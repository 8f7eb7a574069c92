using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Catalog.Data.Migrations
{
    /// <inheritdoc />
    public partial class StockLife : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reservations_sku",
                schema: "catalog",
                table: "reservations");

            migrationBuilder.CreateIndex(
                name: "ix_reservations_held",
                schema: "catalog",
                table: "reservations",
                columns: new[] { "sku", "order_id" },
                filter: "state = 'Held'")
                .Annotation("Npgsql:IndexInclude", new[] { "quantity" });

            migrationBuilder.AddCheckConstraint(
                name: "ck_reservations_state",
                schema: "catalog",
                table: "reservations",
                sql: "state IN ('Held', 'Sold', 'Released', 'Returned')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_order_decisions_outcome",
                schema: "catalog",
                table: "order_decisions",
                sql: "outcome IN ('Reserved', 'Rejected', 'Over')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_reservations_held",
                schema: "catalog",
                table: "reservations");

            migrationBuilder.DropCheckConstraint(
                name: "ck_reservations_state",
                schema: "catalog",
                table: "reservations");

            migrationBuilder.DropCheckConstraint(
                name: "ck_order_decisions_outcome",
                schema: "catalog",
                table: "order_decisions");

            migrationBuilder.CreateIndex(
                name: "ix_reservations_sku",
                schema: "catalog",
                table: "reservations",
                column: "sku");
        }
    }
}
