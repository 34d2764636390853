package org.cairndb.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jooq.DSLContext;
import org.jooq.ForeignKey;
import org.jooq.Meta;
import org.jooq.Named;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.codegen.GenerationTool;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** jOOQ with its dialect of PostgreSQL: metadata, generated code, and queries that are typed by it. */
class JooqIT {
    private static final JdbcCalls CALLS = JdbcCalls.of("jooq");
    private static final String PACKAGE = "org.cairndb.it.clients.generated";

    private static Connection connection;
    private static DSLContext context;

    @BeforeAll
    static void open() throws SQLException {
        connection = new RecordedDataSource(CALLS, Sample.CHINOOK).getConnection();
        context = DSL.using(
                connection,
                SQLDialect.POSTGRES,
                new Settings().withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_QUOTED));
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        CALLS.writeAndExpectFailures("Connection.prepareStatement: 25006");
    }

    @Test
    void metadataHasTablesAndKeys() {
        Meta meta = DSL.using(connection, SQLDialect.DEFAULT)
                .meta()
                .filterSchemas(s -> s.getName().equals("main"));
        Table<?> track = meta.getTables("Track").get(0);
        assertThat(track.fields())
                .extracting(Named::getName)
                .startsWith("_id", "TrackId", "Name")
                .endsWith("MediaType");
        assertThat(track.field("UnitPrice").getDataType().precision()).isEqualTo(10);
        assertThat(track.field("TrackId").getType()).isEqualTo(Long.class);
        assertThat(track.getPrimaryKey().getFields()).extracting(Named::getName).containsExactly("_id");
        assertThat(track.getReferences())
                .extracting(ForeignKey::getName)
                .containsExactlyInAnyOrder("Track_Album_fk", "Track_Genre_fk", "Track_MediaType_fk");
        assertThat(track.getIndexes()).extracting(Named::getName).contains("Track_TrackId_key", "Track_AlbumId_idx");
    }

    @Test
    void joinsAndGroupsRun() {
        List<String> rows = context.select(
                        field(name("g", "Name"), String.class),
                        count(),
                        sum(field(name("t", "Milliseconds"), Long.class)))
                .from(table(name("Track")).as("t"))
                .join(table(name("Genre")).as("g"))
                .on(field(name("g", "GenreId"), Long.class).eq(field(name("t", "GenreId"), Long.class)))
                .where(field(name("t", "UnitPrice"), BigDecimal.class).gt(new BigDecimal("0.99")))
                .groupBy(field(name("g", "Name")))
                .having(count().gt(10))
                .orderBy(count().desc())
                .fetch(r -> r.value1() + " " + r.value2() + " " + r.value3());
        assertThat(rows)
                .containsExactly(
                        "TV Shows 93 199488815",
                        "Drama 64 164818162",
                        "Sci Fi & Fantasy 26 75706359",
                        "Comedy 17 26949483",
                        "Science Fiction 13 34132138");
    }

    @Test
    void valuesKeepTheirTypes() {
        Record invoice = context.select(
                        field(name("InvoiceDate"), SQLDataType.LOCALDATE),
                        field(name("Total"), SQLDataType.DECIMAL(10, 2)),
                        field(name("BillingState"), String.class),
                        field(name("CustomerId"), Integer.class))
                .from(table(name("Invoice")))
                .where(field(name("InvoiceDate"), LocalDate.class)
                        .between(LocalDate.parse("2009-01-01"), LocalDate.parse("2009-01-02")))
                .and(row(field(name("InvoiceId"), Long.class), field(name("CustomerId"), Long.class))
                        .eq(row(1L, 2L)))
                .limit(1)
                .fetchSingle();
        assertThat(invoice.intoList()).containsExactly(LocalDate.parse("2009-01-01"), new BigDecimal("1.98"), null, 2);
    }

    @Test
    void subqueriesAndPagesRun() {
        assertThat(context.fetchCount(select(field(name("Name")))
                        .from(table(name("Artist")).as("a"))
                        .whereNotExists(select(DSL.one())
                                .from(table(name("Album")).as("b"))
                                .where(field(name("b", "ArtistId"), Long.class)
                                        .eq(field(name("a", "ArtistId"), Long.class))))))
                .isEqualTo(71);
        List<String> page = context.select(field(name("Name"), String.class))
                .from(table(name("Genre")))
                .orderBy(field(name("Name")).asc().nullsFirst())
                .offset(3)
                .limit(2)
                .fetch(r -> r.value1());
        assertThat(page).containsExactly("Bossa Nova", "Classical");
        assertThat(context.select(avg(field(name("Milliseconds"), Long.class)))
                        .from(table(name("Track")))
                        .fetchSingle()
                        .value1()
                        .doubleValue())
                .isEqualTo(393599.2121039109);
    }

    @Test
    void theStateOfThenIsReadByPlainSql() {
        assertThat(context.select(field("old.Name", String.class))
                        .from("Genre FOR VERSION AS OF {0} old", DSL.inline("main"))
                        .join("Genre now")
                        .on("now._id = old._id")
                        .where("old.GenreId < ?", 3)
                        .orderBy(DSL.inline(1))
                        .fetch(r -> r.value1()))
                .containsExactly("Jazz", "Rock");
    }

    @Test
    void transactionsRollBackAndCommit() {
        assertThat(context.<Object>transactionResult(inside -> inside.dsl().fetchValue("select count(*) from Track")))
                .isEqualTo(3503L);
        assertThatThrownBy(() -> context.transaction(
                        inside -> inside.dsl().deleteFrom(table(name("Track"))).execute()))
                .isInstanceOf(DataAccessException.class)
                .extracting(e -> ((DataAccessException) e).sqlState())
                .isEqualTo("25006");
    }

    @Test
    @SuppressWarnings("unchecked") // the class is compiled by the test
    void generatedCodeTypesQueries(@TempDir Path folder) throws Exception {
        generate(folder.resolve("java"));
        String query = """
            package org.cairndb.it.clients.generated;

            import static org.cairndb.it.clients.generated.Tables.*;

            import java.util.List;
            import java.util.function.Function;
            import org.cairndb.it.clients.generated.tables.records.TrackRecord;
            import org.jooq.DSLContext;

            public class Queries implements Function<DSLContext, List<String>> {
                @Override
                public List<String> apply(DSLContext context) {
                    Long genre = context.select(GENRE.GENREID).from(GENRE).where(GENRE.NAME.eq("Jazz")).fetchSingle().value1();
                    TrackRecord first = context.selectFrom(TRACK).where(TRACK.GENREID.eq(genre)).orderBy(TRACK.TRACKID).limit(1).fetchSingle();
                    List<String> names = context.select(ALBUM.TITLE, TRACK.NAME)
                            .from(TRACK)
                            .join(ALBUM).on(ALBUM._ID.eq(TRACK.ALBUM))
                            .where(TRACK.TRACKID.eq(first.getTrackid()))
                            .fetch(r -> r.value1() + ": " + r.value2());
                    return names;
                }
            }
            """;
        Path source = folder.resolve("java/org/cairndb/it/clients/generated/Queries.java");
        Files.writeString(source, query);
        compile(folder.resolve("java"), folder.resolve("classes"));
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.resolve("classes").toUri().toURL()}, JooqIT.class.getClassLoader())) {
            var queries = (Function<DSLContext, List<String>>)
                    loader.loadClass(PACKAGE + ".Queries").getConstructor().newInstance();
            assertThat(queries.apply(context)).containsExactly("Warner 25 Anos: Desafinado");
        }
    }

    private static void generate(Path folder) throws Exception {
        GenerationTool tool = new GenerationTool();
        tool.setConnection(connection);
        tool.run(new Configuration()
                .withLogging(Logging.WARN)
                .withGenerator(new Generator()
                        .withDatabase(new Database()
                                .withName("org.jooq.meta.jdbc.JDBCDatabase")
                                .withInputSchema("main")
                                .withExcludes(".*/.*"))
                        .withGenerate(new Generate().withPojos(true))
                        .withTarget(new Target().withPackageName(PACKAGE).withDirectory(folder.toString()))));
    }

    private static void compile(Path sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        assertThat(arguments).hasSizeGreaterThan(20);
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }
}
