using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Catalog.Data.Migrations
{
    /// <inheritdoc />
    public partial class Reviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "held_at",
                schema: "catalog",
                table: "reservations",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()");

            migrationBuilder.Sql(ReservationTimes.FromDecisions);

            migrationBuilder.CreateTable(
                name: "bought_orders",
                schema: "catalog",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    heard_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    refunded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bought_orders", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "bought_together",
                schema: "catalog",
                columns: table => new
                {
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    other_id = table.Column<Guid>(type: "uuid", nullable: false),
                    orders = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bought_together", x => new { x.product_id, x.other_id });
                    table.ForeignKey(
                        name: "fk_bought_together_products_other_id",
                        column: x => x.other_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_bought_together_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "deleted_subjects",
                schema: "catalog",
                columns: table => new
                {
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deleted_subjects", x => x.subject);
                });

            migrationBuilder.CreateTable(
                name: "reviews",
                schema: "catalog",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    rating = table.Column<short>(type: "smallint", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    verified = table.Column<bool>(type: "boolean", nullable: false),
                    rejection_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    reply = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    replied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reviews", x => x.id);
                    table.CheckConstraint("ck_reviews_rating", "rating BETWEEN 1 AND 5");
                    table.CheckConstraint("ck_reviews_state", "state IN ('Pending', 'Published', 'Rejected')");
                    table.ForeignKey(
                        name: "fk_reviews_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bought_products",
                schema: "catalog",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bought_products", x => new { x.order_id, x.product_id });
                    table.ForeignKey(
                        name: "fk_bought_products_bought_orders_order_id",
                        column: x => x.order_id,
                        principalSchema: "catalog",
                        principalTable: "bought_orders",
                        principalColumn: "order_id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_bought_products_products_product_id",
                        column: x => x.product_id,
                        principalSchema: "catalog",
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "review_reports",
                schema: "catalog",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reporter = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    reported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_reports", x => x.id);
                    table.ForeignKey(
                        name: "fk_review_reports_reviews_review_id",
                        column: x => x.review_id,
                        principalSchema: "catalog",
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_reservations_held_at",
                schema: "catalog",
                table: "reservations",
                column: "held_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_products_category_id_sold_units_id",
                schema: "catalog",
                table: "products",
                columns: new[] { "category_id", "sold_units", "id" },
                filter: "retired_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_bought_orders_subject",
                schema: "catalog",
                table: "bought_orders",
                column: "subject",
                filter: "subject IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_bought_products_product_id",
                schema: "catalog",
                table: "bought_products",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_bought_together_other_id",
                schema: "catalog",
                table: "bought_together",
                column: "other_id");

            migrationBuilder.CreateIndex(
                name: "ix_review_reports_reporter",
                schema: "catalog",
                table: "review_reports",
                column: "reporter");

            migrationBuilder.CreateIndex(
                name: "ix_review_reports_review_id_reporter",
                schema: "catalog",
                table: "review_reports",
                columns: new[] { "review_id", "reporter" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_review_reports_waiting",
                schema: "catalog",
                table: "review_reports",
                column: "review_id",
                filter: "settled_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_product_id_rating_written_at_id",
                schema: "catalog",
                table: "reviews",
                columns: new[] { "product_id", "rating", "written_at", "id" },
                filter: "state = 'Published'");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_product_id_subject",
                schema: "catalog",
                table: "reviews",
                columns: new[] { "product_id", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reviews_product_id_written_at_id",
                schema: "catalog",
                table: "reviews",
                columns: new[] { "product_id", "written_at", "id" },
                filter: "state = 'Published'");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_state_written_at_id",
                schema: "catalog",
                table: "reviews",
                columns: new[] { "state", "written_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_reviews_subject",
                schema: "catalog",
                table: "reviews",
                column: "subject");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bought_products",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "bought_together",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "deleted_subjects",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "review_reports",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "bought_orders",
                schema: "catalog");

            migrationBuilder.DropTable(
                name: "reviews",
                schema: "catalog");

            migrationBuilder.DropIndex(
                name: "ix_reservations_held_at",
                schema: "catalog",
                table: "reservations");

            migrationBuilder.DropIndex(
                name: "ix_products_category_id_sold_units_id",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropColumn(
                name: "held_at",
                schema: "catalog",
                table: "reservations");

        }
    }
}
