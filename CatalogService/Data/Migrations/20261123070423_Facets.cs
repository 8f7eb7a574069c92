using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Catalog.Data.Migrations
{
    /// <inheritdoc />
    public partial class Facets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<ulong>(
                name: "changed",
                schema: "catalog",
                table: "variants",
                type: "xid8",
                nullable: false,
                defaultValueSql: "pg_current_xact_id()");

            migrationBuilder.AddColumn<ulong>(
                name: "changed",
                schema: "catalog",
                table: "stock",
                type: "xid8",
                nullable: false,
                defaultValueSql: "pg_current_xact_id()");

            migrationBuilder.AddColumn<ulong>(
                name: "changed",
                schema: "catalog",
                table: "products",
                type: "xid8",
                nullable: false,
                defaultValueSql: "pg_current_xact_id()");

            migrationBuilder.AddColumn<decimal>(
                name: "rating_average",
                schema: "catalog",
                table: "products",
                type: "numeric(3,2)",
                precision: 3,
                scale: 2,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "rating_count",
                schema: "catalog",
                table: "products",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "sold_units",
                schema: "catalog",
                table: "products",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "ix_variants_changed",
                schema: "catalog",
                table: "variants",
                column: "changed");

            migrationBuilder.CreateIndex(
                name: "ix_stock_changed",
                schema: "catalog",
                table: "stock",
                column: "changed");

            migrationBuilder.CreateIndex(
                name: "ix_products_changed",
                schema: "catalog",
                table: "products",
                column: "changed");

            // Written by hand. Every change of a row leaves the mark of its transaction, whoever makes it; of stock, only a change of the
            // band: the counts move with every order, and no list shows them.
            migrationBuilder.Sql("""
                CREATE FUNCTION catalog.leave_change_mark() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  NEW.changed := pg_current_xact_id();
                  RETURN NEW;
                END $$;
                CREATE TRIGGER leave_change_mark BEFORE UPDATE ON catalog.products FOR EACH ROW
                  EXECUTE FUNCTION catalog.leave_change_mark();
                CREATE TRIGGER leave_change_mark BEFORE UPDATE ON catalog.variants FOR EACH ROW
                  EXECUTE FUNCTION catalog.leave_change_mark();
                CREATE TRIGGER leave_change_mark BEFORE UPDATE ON catalog.stock FOR EACH ROW
                  WHEN (OLD.availability IS DISTINCT FROM NEW.availability) EXECUTE FUNCTION catalog.leave_change_mark();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Written by hand.
            migrationBuilder.Sql("""
                DROP TRIGGER leave_change_mark ON catalog.products;
                DROP TRIGGER leave_change_mark ON catalog.variants;
                DROP TRIGGER leave_change_mark ON catalog.stock;
                DROP FUNCTION catalog.leave_change_mark();
                """);

            migrationBuilder.DropIndex(
                name: "ix_variants_changed",
                schema: "catalog",
                table: "variants");

            migrationBuilder.DropIndex(
                name: "ix_stock_changed",
                schema: "catalog",
                table: "stock");

            migrationBuilder.DropIndex(
                name: "ix_products_changed",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropColumn(
                name: "changed",
                schema: "catalog",
                table: "variants");

            migrationBuilder.DropColumn(
                name: "changed",
                schema: "catalog",
                table: "stock");

            migrationBuilder.DropColumn(
                name: "changed",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropColumn(
                name: "rating_average",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropColumn(
                name: "rating_count",
                schema: "catalog",
                table: "products");

            migrationBuilder.DropColumn(
                name: "sold_units",
                schema: "catalog",
                table: "products");
        }
    }
}
