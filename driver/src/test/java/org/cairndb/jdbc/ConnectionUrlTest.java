package org.cairndb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import org.cairndb.planner.SessionPoint;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {
    private static ConnectionUrl parse(String rest) {
        return ConnectionUrl.parse("jdbc:cairn:" + rest, new Properties());
    }

    @Test
    void oneLocationIsSchemaMain() {
        assertThat(parse("mem:a").attachments()).containsExactly(Map.entry("main", Location.parse("mem:a")));
    }

    @Test
    void attachmentsKeepTheirOrderAndAreDecoded() {
        ConnectionUrl url = parse("?attach.b=mem:x&attach.a=file:%2Ftmp%2Fy%4017&maxStaleness=500ms");
        assertThat(url.attachments().keySet()).containsExactly("b", "a");
        assertThat(url.attachments().get("a")).isEqualTo(Location.parse("file:/tmp/y@17"));
        assertThat(url.maxStaleness()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void asOfIsATimeInUtcUnlessItHasAnOffset() {
        assertThat(parse("mem:a?asOf=2025-01-31").session())
                .isEqualTo(new SessionPoint.At(Instant.parse("2025-01-31T00:00:00Z")));
        assertThat(parse("mem:a?asOf=2025-01-31T12:00:00+02:00").session())
                .isEqualTo(new SessionPoint.At(Instant.parse("2025-01-31T10:00:00Z")));
    }

    @Test
    void asOfIsAVersionOtherwise() {
        assertThat(parse("mem:a?asOf=17").session()).isEqualTo(new SessionPoint.AtVersion("17"));
        assertThat(parse("mem:a?asOf=main~3").session()).isEqualTo(new SessionPoint.AtVersion("main~3"));
        assertThat(parse("mem:a").session()).isEqualTo(SessionPoint.NEWEST);
    }

    @Test
    void limitsOfStatementsAreRead(@TempDir Path directory) {
        ExecutionSettings settings = parse("mem:a?maxQueryMemory=512MB&threads=3&spillDirectory=" + directory)
                .settings();
        assertThat(settings).isEqualTo(new ExecutionSettings(512L << 20, directory, 3, ZoneOffset.UTC));
        assertThat(parse("mem:a?maxQueryMemory=2gb").settings().maxQueryMemory())
                .isEqualTo(2L << 30);
        assertThat(parse("mem:a?maxQueryMemory=1048576").settings().maxQueryMemory())
                .isEqualTo(1L << 20);
        assertThat(parse("mem:a").settings()).isEqualTo(ExecutionSettings.defaults());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mem:a?model=x",
                "mem:a?asOf=2025-13-01",
                "mem:a?snapshot=soon",
                "mem:a?asOf=17&snapshot=00000000000000000000000000000000:main:1:0000000000000000",
                "mem:a?asOf",
                "mem:a?maxStaleness=x",
                "mem:a?asOf=%zz",
                "mem:a?maxQueryMemory=",
                "mem:a?maxQueryMemory=MB",
                "mem:a?maxQueryMemory=-1MB",
                "mem:a?maxQueryMemory=100KB",
                "mem:a?maxQueryMemory=1.5GB",
                "mem:a?maxQueryMemory=9223372036854775807GB",
                "mem:a?threads=0",
                "mem:a?threads=two",
                "mem:a?threads=5000",
                "mem:a?spillDirectory=",
                "mem:a?spillDirectory=/no/such/folder",
                "mem:a?spillDirectory=%00"
            })
    void mistakesAreRefused(String rest) {
        assertThatThrownBy(() -> parse(rest))
                .isInstanceOf(CairnException.class)
                .extracting(e -> ((CairnException) e).code())
                .isIn(ErrorCode.OPTION_INVALID, ErrorCode.VALUE_INVALID, ErrorCode.TIME_INVALID);
    }
}
