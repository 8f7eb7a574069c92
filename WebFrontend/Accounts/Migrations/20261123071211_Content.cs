using System;
using Avanii.Web.Content;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Web.Accounts.Migrations
{
    /// <inheritdoc />
    public partial class Content : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "content");

            migrationBuilder.CreateTable(
                name: "home",
                schema: "content",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    layout = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_home", x => x.id);
                    table.CheckConstraint("ck_home_one_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "pages",
                schema: "content",
                columns: table => new
                {
                    slug = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    footer_place = table.Column<int>(type: "integer", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    texts = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pages", x => x.slug);
                });

            migrationBuilder.CreateTable(
                name: "state",
                schema: "content",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_state", x => x.id);
                    table.CheckConstraint("ck_state_one_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "page_revisions",
                schema: "content",
                columns: table => new
                {
                    slug = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    footer_place = table.Column<int>(type: "integer", nullable: true),
                    texts = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_page_revisions", x => new { x.slug, x.number });
                    table.ForeignKey(
                        name: "fk_page_revisions_pages_slug",
                        column: x => x.slug,
                        principalSchema: "content",
                        principalTable: "pages",
                        principalColumn: "slug",
                        onDelete: ReferentialAction.Cascade);
                });

            StartingPages.Write(migrationBuilder); // written by hand
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "home",
                schema: "content");

            migrationBuilder.DropTable(
                name: "page_revisions",
                schema: "content");

            migrationBuilder.DropTable(
                name: "state",
                schema: "content");

            migrationBuilder.DropTable(
                name: "pages",
                schema: "content");
        }
    }
}
