using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Orders.Data.Migrations
{
    /// <inheritdoc />
    public partial class IdempotencyAndBoughtLines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "cart_sequence",
                schema: "ordering",
                table: "orders",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "confirmed_at",
                schema: "ordering",
                table: "orders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "order_id",
                schema: "ordering",
                table: "idempotency_keys",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<string>(
                name: "location",
                schema: "ordering",
                table: "idempotency_keys",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "operation",
                schema: "ordering",
                table: "idempotency_keys",
                type: "character varying(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "POST /orders");

            migrationBuilder.AddColumn<int>(
                name: "status",
                schema: "ordering",
                table: "idempotency_keys",
                type: "integer",
                nullable: false,
                defaultValue: 201);

            migrationBuilder.CreateIndex(
                name: "ix_orders_cart_id_cart_sequence",
                schema: "ordering",
                table: "orders",
                columns: new[] { "cart_id", "cart_sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_keys_created_at",
                schema: "ordering",
                table: "idempotency_keys",
                column: "created_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_orders_cart_id_cart_sequence",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "ix_idempotency_keys_created_at",
                schema: "ordering",
                table: "idempotency_keys");

            migrationBuilder.DropColumn(
                name: "cart_sequence",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "confirmed_at",
                schema: "ordering",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "location",
                schema: "ordering",
                table: "idempotency_keys");

            migrationBuilder.DropColumn(
                name: "operation",
                schema: "ordering",
                table: "idempotency_keys");

            migrationBuilder.DropColumn(
                name: "status",
                schema: "ordering",
                table: "idempotency_keys");

            migrationBuilder.AlterColumn<Guid>(
                name: "order_id",
                schema: "ordering",
                table: "idempotency_keys",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
