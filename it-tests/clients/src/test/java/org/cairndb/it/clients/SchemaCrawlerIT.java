package org.cairndb.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import schemacrawler.inclusionrule.RegularExpressionInclusionRule;
import schemacrawler.schema.Catalog;
import schemacrawler.schema.Column;
import schemacrawler.schema.ForeignKey;
import schemacrawler.schema.Index;
import schemacrawler.schema.NamedObject;
import schemacrawler.schema.Schema;
import schemacrawler.schema.Table;
import schemacrawler.schemacrawler.LimitOptionsBuilder;
import schemacrawler.schemacrawler.LoadOptionsBuilder;
import schemacrawler.schemacrawler.SchemaCrawlerOptions;
import schemacrawler.schemacrawler.SchemaCrawlerOptionsBuilder;
import schemacrawler.schemacrawler.SchemaInfoLevelBuilder;
import schemacrawler.tools.command.text.diagram.options.DiagramOutputFormat;
import schemacrawler.tools.command.text.schema.options.TextOutputFormat;
import schemacrawler.tools.executable.SchemaCrawlerExecutable;
import schemacrawler.tools.options.OutputFormat;
import schemacrawler.tools.options.OutputOptions;
import schemacrawler.tools.options.OutputOptionsBuilder;
import schemacrawler.tools.utility.SchemaCrawlerUtility;
import us.fatehi.utility.datasource.DatabaseConnectionSource;
import us.fatehi.utility.datasource.DatabaseConnectionSources;

/** SchemaCrawler reads everything that it can of Chinook, lists it and draws it. */
class SchemaCrawlerIT {
    private static final JdbcCalls CALLS = JdbcCalls.of("schemacrawler");

    private static Catalog catalog;

    @BeforeAll
    static void crawl() {
        catalog = SchemaCrawlerUtility.getCatalog(source(), options(".*"));
    }

    @AfterAll
    static void writeCalls() {
        CALLS.writeAndExpectFailures();
    }

    private static DatabaseConnectionSource source() {
        return DatabaseConnectionSources.fromDataSource(new RecordedDataSource(CALLS, Sample.CHINOOK));
    }

    /** Everything about the tables and views whose full names match. */
    private static SchemaCrawlerOptions options(String tables) {
        return SchemaCrawlerOptionsBuilder.newSchemaCrawlerOptions()
                .withLoadOptions(LoadOptionsBuilder.builder()
                        .withSchemaInfoLevel(SchemaInfoLevelBuilder.maximum())
                        .toOptions())
                .withLimitOptions(LimitOptionsBuilder.builder()
                        .includeTables(new RegularExpressionInclusionRule(tables))
                        .toOptions());
    }

    private static Table table(String name) {
        Schema schema = catalog.lookupSchema("cairn.main").orElseThrow();
        return catalog.lookupTable(schema, name).orElseThrow();
    }

    @Test
    void allTablesAreInTheCatalog() {
        assertThat(catalog.getSchemas()).extracting(Schema::getFullName).contains("cairn.main");
        assertThat(catalog.getTables())
                .filteredOn(table -> table.getTableType().getTableType().equals("TABLE"))
                .extracting(Table::getFullName)
                .containsExactlyInAnyOrder(
                        "cairn.main.\"Album\"",
                        "cairn.main.\"Artist\"",
                        "cairn.main.\"Customer\"",
                        "cairn.main.\"Employee\"",
                        "cairn.main.\"Genre\"",
                        "cairn.main.\"Invoice\"",
                        "cairn.main.\"InvoiceLine\"",
                        "cairn.main.\"MediaType\"",
                        "cairn.main.\"Playlist\"",
                        "cairn.main.\"PlaylistTrack\"",
                        "cairn.main.\"Track\"");
        assertThat(catalog.getColumnDataTypes())
                .extracting(NamedObject::getName)
                .contains("BIGINT", "VARCHAR", "UUID");
        assertThat(catalog.getDatabaseInfo().getDatabaseProductName()).isEqualTo("Cairn");
    }

    @Test
    void columnsHaveTypesAndRemarks() {
        Column price = table("Track").lookupColumn("UnitPrice").orElseThrow();
        assertThat(price.getColumnDataType().getName()).isEqualTo("DECIMAL");
        assertThat(price.getSize()).isEqualTo(10);
        assertThat(price.getDecimalDigits()).isEqualTo(2);
        assertThat(price.isNullable()).isTrue();
        Column id = table("Track").lookupColumn("_id").orElseThrow();
        assertThat(id.isPartOfPrimaryKey()).isTrue();
        assertThat(id.isNullable()).isFalse();
        assertThat(table("Track").lookupColumn("Album").orElseThrow().getRemarks())
                .isEqualTo("The Album that AlbumId names");
    }

    @Test
    void keysAndIndexesAreFound() {
        assertThat(table("Track").getPrimaryKey().getName()).isEqualTo("Track_pk");
        assertThat(table("Track").getImportedForeignKeys())
                .extracting(ForeignKey::getName)
                .containsExactlyInAnyOrder("Track_Album_fk", "Track_Genre_fk", "Track_MediaType_fk");
        assertThat(table("Track").getExportedForeignKeys())
                .extracting(ForeignKey::getName)
                .containsExactlyInAnyOrder("InvoiceLine_Track_fk", "PlaylistTrack_Track_fk");
        assertThat(table("Track").getIndexes())
                .extracting(Index::getName)
                .contains("Track_TrackId_key", "Track_AlbumId_idx");
        assertThat(table("Track").lookupIndex("Track_TrackId_key").orElseThrow().isUnique())
                .isTrue();
        assertThat(table("Artist").getExportedForeignKeys())
                .extracting(key -> key.getForeignKeyTable().getName())
                .containsExactly("Album");
    }

    private static String output(String command, OutputFormat format) {
        StringWriter text = new StringWriter();
        OutputOptions output = OutputOptionsBuilder.builder()
                .withOutputFormat(format)
                .withOutputWriter(text)
                .toOptions();
        SchemaCrawlerExecutable executable = new SchemaCrawlerExecutable(command);
        executable.setSchemaCrawlerOptions(options("cairn\\.main\\.\"?[A-Za-z]+\"?"));
        executable.setOutputOptions(output);
        executable.setDataSource(source());
        executable.execute();
        return text.toString();
    }

    @Test
    void aDiagramShowsTheTablesAndTheirReferences() {
        String diagram = output("schema", DiagramOutputFormat.scdot);
        assertThat(diagram).contains("digraph").contains("PlaylistTrack").contains("BIGINT");
        assertThat(Pattern.compile("-> \"").matcher(diagram).results().count()).isGreaterThanOrEqualTo(11);
        assertThat(diagram).contains("Track_Album_fk");
    }

    @Test
    void detailsAreListed() {
        String details = output("details", TextOutputFormat.text);
        assertThat(details)
                .contains("DECIMAL(10, 2)")
                .contains("[foreign key, on update no action, on delete set null]")
                .contains("The Album that AlbumId names")
                .contains("\"Artist\" (0..many)--> cairn.main.\"Artist\"._id");
    }
}
