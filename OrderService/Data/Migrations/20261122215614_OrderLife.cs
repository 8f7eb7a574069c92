using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Orders.Data.Migrations
{
    /// <inheritdoc />
    public partial class OrderLife : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "amount_paid",
                schema: "ordering",
                table: "orders",
                type: "numeric(12,2)",
                precision: 12,
                scale: 2,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<string>(
                name: "carrier",
                schema: "ordering",
                table: "orders",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tracking",
                schema: "ordering",
                table: "orders",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "subject",
                schema: "ordering",
                table: "order_history",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "payments",
                schema: "ordering",
                columns: table => new
                {
                    order_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    method = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    amount = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    idempotency_key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    trace_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments", x => new { x.order_id, x.reference });
                    table.CheckConstraint("ck_payments_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_payments_orders_order_id",
                        column: x => x.order_id,
                        principalSchema: "ordering",
                        principalTable: "orders",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_orders_all",
                schema: "ordering",
                table: "orders",
                columns: new[] { "placed_at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_orders_refund_due",
                schema: "ordering",
                table: "orders",
                columns: new[] { "placed_at", "id" },
                descending: new bool[0],
                filter: "amount_paid > 0 AND status IN ('Cancelled', 'Expired')");

            migrationBuilder.CreateIndex(
                name: "ix_orders_status",
                schema: "ordering",
                table: "orders",
                columns: new[] { "status", "placed_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.AddCheckConstraint(
                name: "ck_orders_deadline",
                schema: "ordering",
                table: "orders",
                sql: "deadline IS NOT NULL OR status <> 'Placed'");

            migrationBuilder.AddCheckConstraint(
                name: "ck_orders_no_deadline",
                schema: "ordering",
                table: "orders",
                sql: "deadline IS NULL OR status IN ('Placed', 'Confirmed')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_orders_paid",
                schema: "ordering",
                table: "orders",
                sql: "amount_paid > 0 OR (amount_paid = 0 AND status NOT IN ('Paid', 'Delivered', 'Refunded')\nAND (status <> 'Shipped' OR payment_method = 'OnDelivery'))");

            migrationBuilder.AddCheckConstraint(
                name: "ck_orders_status",
                schema: "ordering",
                table: "orders",
                sql: "status IN ('Placed', 'Confirmed', 'Rejected', 'Cancelled', 'Expired', 'Paid', 'Shipped', 'Delivered', 'Refunded')");

            migrationBuilder.CreateIndex(
                name: "ix_payments_order_id_idempotency_key",
                schema: "ordering",
                table: "payments",
                columns: new[] { "order_id", "idempotency_key" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "payments",
                schema: "ordering");

            migrationBuilder.DropIndex(
                name: "ix_orders_all",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_orders_refund_due",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_orders_status",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropCheckConstraint(
                name: "ck_orders_deadline",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropCheckConstraint(
                name: "ck_orders_no_deadline",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropCheckConstraint(
                name: "ck_orders_paid",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropCheckConstraint(
                name: "ck_orders_status",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "amount_paid",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "carrier",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "tracking",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "subject",
                schema: "ordering",
                table: "order_history");
        }
    }
}
