package org.cairndb.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.store.Location;
import org.junit.jupiter.api.Test;

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
        assertThat(parse("mem:a?asOf=2025-01-31").asOf()).contains(Instant.parse("2025-01-31T00:00:00Z"));
        assertThat(parse("mem:a?asOf=2025-01-31T12:00:00+02:00").asOf())
                .contains(Instant.parse("2025-01-31T10:00:00Z"));
    }

    @Test
    void mistakesAreRefused() {
        for (String rest : new String[] {
            "", "mem:a?model=x", "mem:a?asOf=soon", "mem:a?asOf", "mem:a?maxStaleness=x", "mem:a?asOf=%zz"
        }) {
            assertThatThrownBy(() -> parse(rest)).as(rest).isInstanceOf(CairnException.class);
        }
    }
}
