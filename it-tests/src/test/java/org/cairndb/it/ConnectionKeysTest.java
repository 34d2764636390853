package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.avatica.BuiltInConnectionProperty;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.cairndb.storage.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The keys of connections: described to tools as they are documented, and no others. */
class ConnectionKeysTest {
    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `([^`]+)` \\|");

    private static Map<String, DriverPropertyInfo> describedFor(String url, Properties properties) throws SQLException {
        return Arrays.stream(DriverManager.getDriver("jdbc:cairn:").getPropertyInfo(url, properties))
                .collect(Collectors.toMap(info -> info.name, Function.identity()));
    }

    private static DriverPropertyInfo described(Map<String, DriverPropertyInfo> infos, String key) {
        return Objects.requireNonNull(infos.get(key), key);
    }

    @Test
    void documentedKeysAreThoseThatToolsAreTold() throws IOException, SQLException {
        List<String> documented = Files.readAllLines(Path.of("..", "docs", "url.md")).stream()
                .takeWhile(line -> !line.startsWith("A location is"))
                .map(DOCUMENTED::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .toList();
        assertThat(describedFor("jdbc:cairn:", new Properties()).keySet())
                .containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void everyKeyIsExplained() throws SQLException {
        assertThat(describedFor("jdbc:cairn:", new Properties()).values()).allSatisfy(info -> {
            assertThat(info.description).isNotBlank();
            assertThat(info.value).isNull();
            assertThat(info.required).isEqualTo(info.name.equals("attach.<schema>"));
        });
    }

    @Test
    void choicesAndDefaultsAreTold() throws SQLException {
        Map<String, DriverPropertyInfo> infos = describedFor("jdbc:cairn:", new Properties());
        assertThat(described(infos, "ssl").choices).containsExactly("disable", "require", "verify-full");
        assertThat(described(infos, "warmUp").choices).containsExactly("true", "false");
        assertThat(described(infos, "threads").description).contains("default: number of processors");
        assertThat(described(infos, "threads").choices).isNull();
    }

    @Test
    void whatIsGivenIsToldAgainExceptSecrets() throws SQLException {
        var properties = new Properties();
        properties.setProperty("threads", "3");
        properties.setProperty("password", "hidden");
        Map<String, DriverPropertyInfo> infos = describedFor("jdbc:cairn:mem:a?maxStaleness=5s&threads=2", properties);
        assertThat(described(infos, "maxStaleness").value).isEqualTo("5s");
        assertThat(described(infos, "threads").value).isEqualTo("2");
        assertThat(described(infos, "password").value).isNull();
        assertThat(described(infos, "attach.<schema>").required).isFalse();
    }

    /** Keys of Calcite's and Avatica's own drivers, many of which name classes, files or hosts. */
    static Stream<String> foreignKeys() throws SQLException {
        var ours = describedFor("jdbc:cairn:", new Properties()).keySet();
        return Stream.of(
                        Arrays.stream(CalciteConnectionProperty.values()).map(CalciteConnectionProperty::camelName),
                        Arrays.stream(BuiltInConnectionProperty.values()).map(BuiltInConnectionProperty::camelName),
                        Stream.of("schema.operand", "schema.jdbcDriver", "driver", "class", "socketFactory", "INIT"))
                .flatMap(Function.identity())
                .distinct()
                .filter(key -> !ours.contains(key));
    }

    /** What a key would load. */
    static final class Trap {
        static {
            System.setProperty("cairn.trapped", "true");
        }

        private Trap() {}
    }

    @ParameterizedTest
    @MethodSource("foreignKeys")
    void keysOfOtherDriversAreRefused(String key) {
        String value = ConnectionKeysTest.class.getName() + "$Trap";
        var properties = new Properties();
        properties.setProperty(key, value);
        String name = "\"" + key + "\" is not a connection key";
        assertRefused("jdbc:cairn:mem:a?" + key + "=" + value, new Properties(), name);
        assertRefused("jdbc:cairn:?attach.a=mem:a", properties, name);
        assertRefused(
                "jdbc:cairn:?attach.a=mem:a%3F" + key + "=" + value,
                new Properties(),
                "\"" + key + "\" is not an option of a store");
        assertThat(System.getProperty("cairn.trapped")).isNull();
    }

    /** What another driver calls a schema is here an option of SQL stores, and no other store takes it. */
    @Test
    void aSchemaIsNoModel() {
        assertRefused("jdbc:cairn:mem:a?schema=x", new Properties(), "\"schema\" means nothing");
    }

    private static void assertRefused(String url, Properties properties, String message) {
        assertThatThrownBy(() -> DriverManager.getConnection(url, properties).close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo(ErrorCode.OPTION_INVALID.sqlState());
    }
}
