-- A register and a year's visits, seeded. Triggers are left out: what they derive is made at once, afterwards.
-- The last half year before the cycle is there too, as in a real register that was visited before.
SELECT setseed(0.26);
ALTER TABLE household DISABLE TRIGGER USER;
ALTER TABLE visit DISABLE TRIGGER USER;
INSERT INTO household (id, external_ref, address, residents, state, geom)
SELECT gen_random_uuid(), 'H' || lpad(CAST(n AS text), 7, '0'), CASE WHEN n % 50 > 0 THEN 'Road ' || n END,
       CASE WHEN n % 20 > 0 THEN 1 + n % 5 END, 'registered',
       ST_SetSRID(ST_Point(:west + :wide * random(), :south + :wide * random()), 4326)
FROM generate_series(1, :households) n;
INSERT INTO visit (id, external_ref, kind, household_ref, found, visited_at, accuracy_m, geom)
SELECT gen_random_uuid(), 'V' || lpad(CAST(d.n AS text), 8, '0'), 'visit', h.external_ref,
       CASE WHEN d.n % 8 = 0 THEN 'nobody' WHEN d.n % 25 = 1 THEN 'refused' WHEN d.n % 25 = 2 THEN 'vacant' END,
       timestamptz '2025-07-01 00:00+00' + d.moment * interval '540 days', 5 + d.n % 25,
       ST_Translate(h.geom, 0, CASE WHEN d.n % 10 = 0 THEN 0.0009 ELSE 0.00005 END)
FROM (SELECT n, 1 + CAST(floor(random() * :households) AS int) AS home, random() AS moment
      FROM generate_series(1, :visits) n) d
JOIN household h ON h.external_ref = 'H' || lpad(CAST(d.home AS text), 7, '0');
ALTER TABLE household ENABLE TRIGGER USER;
ALTER TABLE visit ENABLE TRIGGER USER;
CREATE TABLE bare (LIKE visit INCLUDING ALL);
INSERT INTO bare SELECT * FROM visit
