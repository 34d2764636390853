package org.cairndb.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parts of a text are plain literals. */
class LiteralTextTest {
    private static LiteralShape all(LiteralText text) {
        BitSet parameters = new BitSet();
        parameters.set(0, text.count());
        return LiteralShape.of(parameters);
    }

    private static LiteralText of(String sql) {
        LiteralText text = LiteralText.of(sql);
        assertThat(text).as(sql).isNotNull();
        return text;
    }

    @Test
    void quotedTextAndWholeNumbersAreLiterals() {
        LiteralText text = of("SELECT a1, \"it's 5\" FROM t WHERE a = 'it''s' AND b=42 AND c IN ('', 7)");

        assertThat(text.values(all(text))).isEqualTo(List.of("it's", 42L, "", 7L));
        assertThat(text.withParameters(all(text)))
                .isEqualTo("SELECT a1, \"it's 5\" FROM t WHERE a = ? AND b=? AND c IN (?, ?)");
    }

    @Test
    void textsThatDifferInLiteralsHaveTheSameSkeletonUnlessTheirKindsDiffer() {
        assertThat(of("SELECT 1 FROM t WHERE a = 'x'").skeleton())
                .isEqualTo(of("SELECT 22 FROM t WHERE a = 'it''s --'").skeleton())
                .isNotEqualTo(of("SELECT 22 FROM t WHERE a = 5").skeleton())
                .isNotEqualTo(of("SELECT 22 FROM t WHERE b = 'x'").skeleton());
    }

    @Test
    void fractionsExponentsAndLongNumbersStayText() {
        LiteralText text = of("SELECT 1.5, .5, 5., 1e7, 1234567890123456789, x1 FROM t WHERE a = 3");

        assertThat(text.values(all(text))).isEqualTo(List.of(3L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM t",
                "SELECT 1 -- one",
                "SELECT 1 // one",
                "SELECT /* one */ 1",
                "SELECT a FROM t WHERE b = ? AND c = 1",
                "SELECT a FROM t WHERE b = N'x'",
                "SELECT a FROM t WHERE b = U&'x'",
                "SELECT a FROM t WHERE b = E'\\''",
                "SELECT a FROM t WHERE b = 'x",
                "SELECT \"a FROM t WHERE b = 1",
                "SELECT {d '2024-01-01'}",
                "SELECT 1\r\nFROM t",
                "EXPLAIN SELECT 1",
                "WITH q AS (SELECT 1) SELECT * FROM q",
                " SELECT 1"
            })
    void otherTextsAreLeftAlone(String sql) {
        assertThat(LiteralText.of(sql)).isNull();
    }
}
