using System;
using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace Avanii.Catalog.Data.Migrations
{
    /// <inheritdoc />
    public partial class ForgivingSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<NpgsqlTsVector>(
                name: "search_vector",
                schema: "catalog",
                table: "products",
                type: "tsvector",
                nullable: false,
                computedColumnSql: "setweight(to_tsvector('catalog.shop', name), 'A')\n|| setweight(to_tsvector('catalog.shop', brand || ' ' || category_names), 'B')\n|| setweight(to_tsvector('catalog.shop', variant_words || ' ' || details), 'C')\n|| setweight(to_tsvector('catalog.shop', description), 'D')\n|| strip(to_tsvector('catalog.shop_plain', name || ' ' || brand || ' ' || category_names || ' ' || variant_words))",
                stored: true,
                oldClrType: typeof(NpgsqlTsVector),
                oldType: "tsvector",
                oldComputedColumnSql: "setweight(to_tsvector('catalog.shop', name), 'A')\n|| setweight(to_tsvector('catalog.shop', brand || ' ' || category_names || ' ' || variant_words), 'B')\n|| setweight(to_tsvector('catalog.shop', description || ' ' || details), 'C')\n|| strip(to_tsvector('catalog.shop_plain', name || ' ' || brand || ' ' || category_names || ' ' || variant_words))",
                oldStored: true);

            migrationBuilder.CreateTable(
                name: "search_counts",
                schema: "catalog",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    searches = table.Column<int>(type: "integer", nullable: false),
                    results = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_counts", x => new { x.words, x.day });
                });

            migrationBuilder.CreateTable(
                name: "search_state",
                schema: "catalog",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    synonyms_version = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    vocabulary = table.Column<string>(type: "text", nullable: false, defaultValue: "")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_state", x => x.id);
                    table.CheckConstraint("ck_search_state_one_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "search_words",
                schema: "catalog",
                columns: table => new
                {
                    word = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    stem = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    products = table.Column<int>(type: "integer", nullable: false),
                    named = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_words", x => x.word);
                });

            migrationBuilder.CreateTable(
                name: "synonym_sets",
                schema: "catalog",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    terms = table.Column<string[]>(type: "text[]", nullable: false),
                    also_finds = table.Column<string[]>(type: "text[]", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_synonym_sets", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_search_counts_day",
                schema: "catalog",
                table: "search_counts",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_search_words_lookalikes",
                schema: "catalog",
                table: "search_words",
                column: "word")
                .Annotation("Npgsql:IndexMethod", "gist")
                .Annotation("Npgsql:IndexOperators", new[] { "gist_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_search_words_stem",
                schema: "catalog",
                table: "search_words",
                column: "stem");

            // Written by hand: SKUs without their hyphens, whole or from the beginning. The search writes the very same expression.
            migrationBuilder.Sql("CREATE INDEX ix_variants_bare_sku ON catalog.variants ((translate(sku, '-._', '')));");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX catalog.ix_variants_bare_sku;");

            migrationBuilder.DropTable(
                name: "search_counts",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "search_state",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "search_words",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "synonym_sets",
                schema: "catalog");

            migrationBuilder.AlterColumn<NpgsqlTsVector>(
                name: "search_vector",
                schema: "catalog",
                table: "products",
                type: "tsvector",
                nullable: false,
                computedColumnSql: "setweight(to_tsvector('catalog.shop', name), 'A')\n|| setweight(to_tsvector('catalog.shop', brand || ' ' || category_names || ' ' || variant_words), 'B')\n|| setweight(to_tsvector('catalog.shop', description || ' ' || details), 'C')\n|| strip(to_tsvector('catalog.shop_plain', name || ' ' || brand || ' ' || category_names || ' ' || variant_words))",
                stored: true,
                oldClrType: typeof(NpgsqlTsVector),
                oldType: "tsvector",
                oldComputedColumnSql: "setweight(to_tsvector('catalog.shop', name), 'A')\n|| setweight(to_tsvector('catalog.shop', brand || ' ' || category_names), 'B')\n|| setweight(to_tsvector('catalog.shop', variant_words || ' ' || details), 'C')\n|| setweight(to_tsvector('catalog.shop', description), 'D')\n|| strip(to_tsvector('catalog.shop_plain', name || ' ' || brand || ' ' || category_names || ' ' || variant_words))",
                oldStored: true);
        }
    }
}
