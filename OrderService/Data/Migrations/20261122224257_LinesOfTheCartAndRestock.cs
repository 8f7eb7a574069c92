using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Orders.Data.Migrations
{
    /// <inheritdoc />
    public partial class LinesOfTheCartAndRestock : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "restocked",
                schema: "ordering",
                table: "orders",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "cart_added_at",
                schema: "ordering",
                table: "order_lines",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "restocked",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "cart_added_at",
                schema: "ordering",
                table: "order_lines");
        }
    }
}
