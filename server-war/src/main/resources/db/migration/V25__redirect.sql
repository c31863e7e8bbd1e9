-- Whose order it is: a token's is that of the person who made it. So nobody is his own second person.
ALTER TABLE device_command ADD COLUMN ordered_owner TEXT;

-- A redirect carries an activation code for another server. Once it has ended nobody here needs it any more.
CREATE FUNCTION device_command_forget_code() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    NEW.parameters := ARRAY(SELECT each FROM unnest(NEW.parameters) each WHERE each NOT LIKE 'code=%');
    NEW.signed := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER device_command_forget_code BEFORE UPDATE OF state ON device_command
    FOR EACH ROW WHEN (NEW.kind = 'redirect' AND NEW.state IN ('DONE', 'FAILED', 'REFUSED', 'CANCELLED', 'EXPIRED'))
    EXECUTE FUNCTION device_command_forget_code();
