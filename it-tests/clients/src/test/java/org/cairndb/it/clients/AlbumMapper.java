package org.cairndb.it.clients;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.ibatis.annotations.Arg;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.cursor.Cursor;
import org.jspecify.annotations.Nullable;

/** What the MyBatis test asks of Chinook; the statement with nested results is in the XML file of the same name. */
interface AlbumMapper {
    /** An album with what belongs to it. */
    class Album {
        long id;
        String title = "";
        Artist artist = new Artist();
        List<Track> tracks = new ArrayList<>();
    }

    /** A row of table Artist. */
    class Artist {
        long id;
        String name = "";
    }

    /** A row of table Track. */
    class Track {
        long id;
        String name = "";
        BigDecimal price = BigDecimal.ZERO;
    }

    /** What a customer bought in a time. */
    record Purchases(String name, LocalDateTime last, BigDecimal total, int count) {}

    List<Album> albums(@Param("artist") @Nullable String artist, @Param("ids") @Nullable List<Integer> ids);

    @Select("""
        SELECT c.LastName, MAX(i.InvoiceDate), SUM(i.Total), COUNT(*)
        FROM Invoice i JOIN Customer c ON c.CustomerId = i.CustomerId
        WHERE i.InvoiceDate BETWEEN #{from} AND #{to} AND c.Country = #{country}
        GROUP BY c.LastName ORDER BY SUM(i.Total) DESC, c.LastName\
        """)
    @Arg(column = "LastName", javaType = String.class)
    @Arg(column = "EXPR$1", javaType = LocalDateTime.class)
    @Arg(column = "EXPR$2", javaType = BigDecimal.class)
    @Arg(column = "EXPR$3", javaType = int.class)
    List<Purchases> purchases(
            @Param("from") LocalDateTime from, @Param("to") LocalDateTime to, @Param("country") String country);

    @Select("SELECT TrackId AS id, Name AS name, UnitPrice AS price FROM Track ORDER BY TrackId")
    @Options(fetchSize = 50)
    Cursor<Track> tracks();

    @Select("SELECT cairn_snapshot()")
    String snapshot();

    @Update("UPDATE Artist SET Name = #{name}")
    int rename(String name);
}
