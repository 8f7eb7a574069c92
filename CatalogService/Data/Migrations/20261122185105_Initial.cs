using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace Avanii.Catalog.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "catalog");

            // Needs the extension unaccent, which the login that migrates has made. With accents taken off inside the configuration,
            // to_tsvector stays immutable, as a computed column must be.
            migrationBuilder.Sql("""
                CREATE TEXT SEARCH CONFIGURATION catalog.shop (COPY = pg_catalog.english);
                ALTER TEXT SEARCH CONFIGURATION catalog.shop ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.english_stem;
                CREATE TEXT SEARCH CONFIGURATION catalog.shop_plain (COPY = pg_catalog.simple);
                ALTER TEXT SEARCH CONFIGURATION catalog.shop_plain ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.simple;
                """);

            migrationBuilder.CreateTable(
                name: "images",
                schema: "catalog",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    original = table.Column<byte[]>(type: "bytea", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    widths = table.Column<int[]>(type: "integer[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_images", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                schema: "catalog",
                columns: table => new
                {
                    consumer = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox", x => new { x.consumer, x.message_id });
                });

            migrationBuilder.CreateTable(
                name: "order_decisions",
                schema: "catalog",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    outcome = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    rejected_lines = table.Column<string>(type: "jsonb", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_decisions", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                schema: "catalog",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    aggregate = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    type = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    trace_parent = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    trace_state = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    parked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "trusted_keys",
                schema: "catalog",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    key_set = table.Column<string>(type: "text", nullable: false),
                    fetched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trusted_keys", x => x.id);
                    table.CheckConstraint("ck_trusted_keys_one_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "categories",
                schema: "catalog",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    slug = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    description = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    image_hash = table.Column<string>(type: "character varying(64)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_categories", x => x.id);
                    table.ForeignKey(
                        name: "fk_categories_categories_parent_id",
                        column: x => x.parent_id,
                        principalSchema: "catalog",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_categories_images_image_hash",
                        column: x => x.image_hash,
                        principalSchema: "catalog",
                        principalTable: "images",
                        principalColumn: "hash",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "image_renditions",
                schema: "catalog",
                columns: table => new
                {
                    image_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_image_renditions", x => new { x.image_hash, x.width });
                    table.ForeignKey(
                        name: "fk_image_renditions_images_image_hash",
                        column: x => x.image_hash,
                        principalSchema: "catalog",
                        principalTable: "images",
                        principalColumn: "hash",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "products",
                schema: "catalog",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    brand = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    description = table.Column<string>(type: "text", nullable: false),
                    details = table.Column<string>(type: "text", nullable: false),
                    vat_class = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    option_names = table.Column<string[]>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    retired_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    category_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sort_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    lowest_price = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    compare_at_price = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: true),
                    price_varies = table.Column<bool>(type: "boolean", nullable: false),
                    on_sale = table.Column<bool>(type: "boolean", nullable: false),
                    variant_count = table.Column<int>(type: "integer", nullable: false),
                    only_sku = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    cover_hash = table.Column<string>(type: "text", nullable: true),
                    cover_alt = table.Column<string>(type: "text", nullable: false),
                    category_names = table.Column<string>(type: "text", nullable: false),
                    variant_words = table.Column<string>(type: "text", nullable: false),
                    search_vector = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false, computedColumnSql: "setweight(to_tsvector('catalog.shop', name), 'A')\n|| setweight(to_tsvector('catalog.shop', brand || ' ' || category_names || ' ' || variant_words), 'B')\n|| setweight(to_tsvector('catalog.shop', description || ' ' || details), 'C')\n|| strip(to_tsvector('catalog.shop_plain', name || ' ' || brand || ' ' || category_names || ' ' || variant_words))", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_products", x => x.id);
                    table.ForeignKey(
                        name: "fk_products_categories_category_id",
                        column: x => x.category_id,
                        principalSchema: "catalog",
                        principalTable: "categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "product_pictures",
                schema: "catalog",
                columns: table => new
                {
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    image_hash = table.Column<string>(type: "character varying(64)", nullable: false),
                    alt = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_product_pictures", x => new { x.product_id, x.position });
                    table.ForeignKey(
                        name: "fk_product_pictures_images_image_hash",
                        column: x => x.image_hash,
                        principalSchema: "catalog",
                        principalTable: "images",
                        principalColumn: "hash",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_product_pictures_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "variants",
                schema: "catalog",
                columns: table => new
                {
                    sku = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    option_values = table.Column<string[]>(type: "text[]", nullable: false),
                    price = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    compare_at_price = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: true),
                    image_hash = table.Column<string>(type: "character varying(64)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_variants", x => x.sku);
                    table.CheckConstraint("ck_variants_price", "price > 0 AND (compare_at_price IS NULL OR compare_at_price > price)");
                    table.ForeignKey(
                        name: "fk_variants_images_image_hash",
                        column: x => x.image_hash,
                        principalSchema: "catalog",
                        principalTable: "images",
                        principalColumn: "hash",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_variants_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stock",
                schema: "catalog",
                columns: table => new
                {
                    sku = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false, collation: "C"),
                    on_hand = table.Column<int>(type: "integer", nullable: false),
                    held = table.Column<int>(type: "integer", nullable: false),
                    availability = table.Column<short>(type: "smallint", nullable: false),
                    availability_version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock", x => x.sku);
                    table.CheckConstraint("ck_stock_held", "on_hand >= held AND held >= 0");
                    table.ForeignKey(
                        name: "fk_stock_variants_sku",
                        column: x => x.sku,
                        principalSchema: "catalog",
                        principalTable: "variants",
                        principalColumn: "sku",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reservations",
                schema: "catalog",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<string>(type: "character varying(40)", nullable: false, collation: "C"),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    unit_price = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reservations", x => new { x.order_id, x.sku });
                    table.CheckConstraint("ck_reservations_quantity", "quantity > 0");
                    table.ForeignKey(
                        name: "fk_reservations_order_decisions_order_id",
                        column: x => x.order_id,
                        principalSchema: "catalog",
                        principalTable: "order_decisions",
                        principalColumn: "order_id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_reservations_stock_sku",
                        column: x => x.sku,
                        principalSchema: "catalog",
                        principalTable: "stock",
                        principalColumn: "sku",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stock_receipts",
                schema: "catalog",
                columns: table => new
                {
                    sku = table.Column<string>(type: "character varying(40)", nullable: false, collation: "C"),
                    idempotency_key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    on_hand = table.Column<int>(type: "integer", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    received_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_receipts", x => new { x.sku, x.idempotency_key });
                    table.ForeignKey(
                        name: "fk_stock_receipts_stock_sku",
                        column: x => x.sku,
                        principalSchema: "catalog",
                        principalTable: "stock",
                        principalColumn: "sku",
                        onDelete: ReferentialAction.Restrict);
                });

            // Pictures are compressed already; PostgreSQL need not try.
            migrationBuilder.Sql("""
                ALTER TABLE catalog.images ALTER COLUMN original SET STORAGE EXTERNAL;
                ALTER TABLE catalog.image_renditions ALTER COLUMN content SET STORAGE EXTERNAL;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_categories_image_hash",
                schema: "catalog",
                table: "categories",
                column: "image_hash");

            migrationBuilder.CreateIndex(
                name: "ix_categories_parent_id",
                schema: "catalog",
                table: "categories",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_categories_slug",
                schema: "catalog",
                table: "categories",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_inbox_accepted_at",
                schema: "catalog",
                table: "inbox",
                column: "accepted_at");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_message_id",
                schema: "catalog",
                table: "outbox",
                column: "message_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_sent",
                schema: "catalog",
                table: "outbox",
                column: "sent_at",
                filter: "sent_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_waiting",
                schema: "catalog",
                table: "outbox",
                column: "sequence",
                filter: "sent_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_waiting_of_aggregate",
                schema: "catalog",
                table: "outbox",
                columns: new[] { "aggregate", "sequence" },
                filter: "sent_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_product_pictures_image_hash",
                schema: "catalog",
                table: "product_pictures",
                column: "image_hash");

            migrationBuilder.CreateIndex(
                name: "ix_products_category_id",
                schema: "catalog",
                table: "products",
                column: "category_id",
                filter: "retired_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_products_created_at_id",
                schema: "catalog",
                table: "products",
                columns: new[] { "created_at", "id" },
                filter: "retired_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_products_lowest_price_id",
                schema: "catalog",
                table: "products",
                columns: new[] { "lowest_price", "id" },
                filter: "retired_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_products_on_sale",
                schema: "catalog",
                table: "products",
                columns: new[] { "created_at", "id" },
                filter: "retired_at IS NULL AND on_sale");

            migrationBuilder.CreateIndex(
                name: "ix_products_search_vector",
                schema: "catalog",
                table: "products",
                column: "search_vector")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_products_slug",
                schema: "catalog",
                table: "products",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_products_sort_name_id",
                schema: "catalog",
                table: "products",
                columns: new[] { "sort_name", "id" },
                filter: "retired_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_reservations_sku",
                schema: "catalog",
                table: "reservations",
                column: "sku");

            migrationBuilder.CreateIndex(
                name: "ix_variants_image_hash",
                schema: "catalog",
                table: "variants",
                column: "image_hash");

            migrationBuilder.CreateIndex(
                name: "ix_variants_product_id_position",
                schema: "catalog",
                table: "variants",
                columns: new[] { "product_id", "position" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "image_renditions",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "inbox",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "outbox",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "product_pictures",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "reservations",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "stock_receipts",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "trusted_keys",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "order_decisions",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "stock",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "variants",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "products",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "categories",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "images",
                schema: "catalog");

            migrationBuilder.Sql("DROP TEXT SEARCH CONFIGURATION catalog.shop, catalog.shop_plain;");
        }
    }
}
