using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Catalog.Data.Migrations
{
    /// <inheritdoc />
    public partial class ProductAddresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "updated_at",
                schema: "catalog",
                table: "products",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()");

            migrationBuilder.CreateTable(
                name: "former_slugs",
                schema: "catalog",
                columns: table => new
                {
                    slug = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    replaced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_former_slugs", x => x.slug);
                    table.ForeignKey(
                        name: "fk_former_slugs_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_former_slugs_product_id",
                schema: "catalog",
                table: "former_slugs",
                column: "product_id");

            FillUpdatedAt(migrationBuilder);
        }

        // By hand: what is known of the products that are there.
        private static void FillUpdatedAt(MigrationBuilder migrationBuilder) =>
            migrationBuilder.Sql("UPDATE catalog.products SET updated_at = COALESCE(retired_at, created_at);");

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "former_slugs",
                schema: "catalog");

            migrationBuilder.DropColumn(
                name: "updated_at",
                schema: "catalog",
                table: "products");
        }
    }
}
