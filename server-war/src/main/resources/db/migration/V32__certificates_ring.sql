-- A certificate that another has replaced ends the channel that was opened with it, as a change of the device's state does.
CREATE FUNCTION live_certificate_replaced() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('platen_live', 'state ' || NEW.device);
    RETURN NULL;
END $$;
CREATE TRIGGER live_certificate_replaced AFTER UPDATE OF superseded ON device_certificate
    FOR EACH ROW WHEN (OLD.superseded IS NULL AND NEW.superseded IS NOT NULL) EXECUTE FUNCTION live_certificate_replaced();
