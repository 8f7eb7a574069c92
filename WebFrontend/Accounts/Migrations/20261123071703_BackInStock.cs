using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Web.Accounts.Migrations
{
    /// <inheritdoc />
    public partial class BackInStock : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_wishlist",
                schema: "identity",
                table: "data_exports",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "back_in_stock_requests",
                schema: "identity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    normalized_email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sku = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    product_slug = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    product_name = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    culture = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    heard_version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_back_in_stock_requests", x => x.id);
                    table.ForeignKey(
                        name: "fk_back_in_stock_requests_accounts_account_id",
                        column: x => x.account_id,
                        principalSchema: "identity",
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_back_in_stock_requests_account_id",
                schema: "identity",
                table: "back_in_stock_requests",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_back_in_stock_requests_due_at",
                schema: "identity",
                table: "back_in_stock_requests",
                column: "due_at",
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_back_in_stock_requests_normalized_email_sku",
                schema: "identity",
                table: "back_in_stock_requests",
                columns: new[] { "normalized_email", "sku" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_back_in_stock_requests_requested_at",
                schema: "identity",
                table: "back_in_stock_requests",
                column: "requested_at");

            migrationBuilder.CreateIndex(
                name: "ix_back_in_stock_requests_sku",
                schema: "identity",
                table: "back_in_stock_requests",
                column: "sku");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "back_in_stock_requests",
                schema: "identity");

            migrationBuilder.DropColumn(
                name: "sealed_wishlist",
                schema: "identity",
                table: "data_exports");
        }
    }
}
