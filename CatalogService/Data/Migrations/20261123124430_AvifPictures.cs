using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Avanii.Catalog.Data.Migrations
{
    /// <inheritdoc />
    public partial class AvifPictures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "avif",
                schema: "catalog",
                table: "image_renditions",
                type: "bytea",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "avif",
                schema: "catalog",
                table: "image_renditions");
        }
    }
}
