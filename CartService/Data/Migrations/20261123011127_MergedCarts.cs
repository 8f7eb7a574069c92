using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Cart.Data.Migrations
{
    /// <inheritdoc />
    public partial class MergedCarts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "cuts",
                schema: "cart",
                table: "carts",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<Guid[]>(
                name: "merged_carts",
                schema: "cart",
                table: "carts",
                type: "uuid[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<DateTimeOffset[]>(
                name: "also_added_at",
                schema: "cart",
                table: "cart_items",
                type: "timestamp with time zone[]",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateIndex(
                name: "ix_carts_merged",
                schema: "cart",
                table: "carts",
                column: "merged_carts",
                filter: "merged_carts <> '{}'")
                .Annotation("Npgsql:IndexMethod", "gin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_carts_merged",
                schema: "cart",
                table: "carts");

            migrationBuilder.DropColumn(
                name: "cuts",
                schema: "cart",
                table: "carts");

            migrationBuilder.DropColumn(
                name: "merged_carts",
                schema: "cart",
                table: "carts");

            migrationBuilder.DropColumn(
                name: "also_added_at",
                schema: "cart",
                table: "cart_items");
        }
    }
}
