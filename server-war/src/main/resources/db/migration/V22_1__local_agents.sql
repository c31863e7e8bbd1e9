-- The host of the local agent that answers for a printer which its device does not reach itself (PLT-LPA-031).
ALTER TABLE printer ADD COLUMN via TEXT;
