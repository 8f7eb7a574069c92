using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Cart.Data.Migrations
{
    /// <inheritdoc />
    public partial class Wishlists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "wishlists",
                schema: "cart",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    share_token = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wishlists", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "wishlist_items",
                schema: "cart",
                columns: table => new
                {
                    wishlist_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wishlist_items", x => new { x.wishlist_id, x.sku });
                    table.ForeignKey(
                        name: "fk_wishlist_items_variant_facts_sku",
                        column: x => x.sku,
                        principalSchema: "cart",
                        principalTable: "variant_facts",
                        principalColumn: "sku",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_wishlist_items_wishlists_wishlist_id",
                        column: x => x.wishlist_id,
                        principalSchema: "cart",
                        principalTable: "wishlists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_wishlist_items_sku",
                schema: "cart",
                table: "wishlist_items",
                column: "sku");

            migrationBuilder.CreateIndex(
                name: "ix_wishlists_guests",
                schema: "cart",
                table: "wishlists",
                column: "changed_at",
                filter: "subject LIKE 'guest:%'");

            migrationBuilder.CreateIndex(
                name: "ix_wishlists_share_token",
                schema: "cart",
                table: "wishlists",
                column: "share_token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_wishlists_subject",
                schema: "cart",
                table: "wishlists",
                column: "subject",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "wishlist_items",
                schema: "cart");

            migrationBuilder.DropTable(
                name: "wishlists",
                schema: "cart");
        }
    }
}
