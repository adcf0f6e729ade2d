-- The numbers and addresses of an edition of the register.
SELECT h.external_ref AS ref, h.address
FROM register_entry e JOIN household h ON h.id = e.household_id
WHERE e.edition_id = :edition
ORDER BY h.external_ref COLLATE "C"
