-- Whose session a token is, until when, and the version of everybody's scope that this was read under.
SELECT p.id, p.role, extract(epoch FROM s.expires_at), v.version
FROM sign_in s
JOIN person p ON p.id = s.person_id AND p.active
JOIN layer_version v ON v.layer = 'scope'
WHERE s.token_hash = %(token)s AND s.expires_at > now()
