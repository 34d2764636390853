package org.cairndb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcEscapesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "SELECT {fn ucase(x)}, 1;SELECT     ucase(x) , 1",
                "SELECT { FN  char( 65 ) };SELECT        CHR( 65 )  ",
                "SELECT {fn log(x)};SELECT      LN(x) ",
                "SELECT {fn concat({fn lcase(x)}, y)};SELECT     concat(    lcase(x) , y) ",
                "SELECT {fn user()}, 2;SELECT     user   , 2",
                "SELECT {fn convert(x, SQL_INTEGER)};SELECT        CAST(x AS INTEGER)   ",
                "FROM {oj a LEFT JOIN b ON x = y} WHERE z;FROM     a LEFT JOIN b ON x = y  WHERE z",
                "x LIKE 'a' {escape '\\'};x LIKE 'a'  escape '\\' ",
                "SELECT {d '2024-01-01'}, {ts '2024-01-01 10:00:00'};SELECT {d '2024-01-01'}, {ts '2024-01-01"
                        + " 10:00:00'}",
                "SELECT '{fn x}', \"{oj\" -- {fn y};SELECT '{fn x}', \"{oj\" -- {fn y}"
            })
    void escapesBecomeSqlOfTheSameLength(String sql, String expected) {
        String resolved = JdbcEscapes.resolve(sql);
        assertThat(resolved.replaceAll("\\s+", " ")).isEqualTo(expected.replaceAll("\\s+", " "));
        assertThat(resolved).hasSameSizeAs(sql);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{call f(1)}", "{ ? = CALL f(1)}"})
    void proceduresAreRefused(String sql) {
        assertThatThrownBy(() -> JdbcEscapes.resolve(sql)).hasMessageContaining("no procedures to call");
    }

    @Test
    void unknownEscapesAreNamedWithTheirPlace() {
        assertThatThrownBy(() -> JdbcEscapes.resolve("SELECT 1,\n  {guid 'x'}"))
                .hasMessageContaining("{guid ...} (at line 2, column 3)");
    }
}
